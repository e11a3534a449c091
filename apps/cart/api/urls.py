from django.urls import path

from apps.cart.api import views

urlpatterns = [
    path("cart/", views.ShowCart.as_view(), name="cart"),
    path("cart/lines/", views.AddLine.as_view(), name="cart-lines"),
    path("cart/lines/<int:pk>/", views.ChangeLine.as_view(), name="cart-line"),
    path("cart/lines/<int:pk>/remove/", views.RemoveLine.as_view(), name="remove-cart-line"),
    path("cart/city/", views.ChooseCity.as_view(), name="cart-city"),
]
