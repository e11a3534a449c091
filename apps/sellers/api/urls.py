from django.urls import path

from apps.sellers.api import views

urlpatterns = [
    path("shops/", views.ListShops.as_view(), name="shops"),
    path("shops/<slug:slug>/", views.ShowShop.as_view(), name="shop"),
]
