from django.urls import path, re_path

from apps.orders.api import views

NUMBER = r"(?P<number>[0-9A-Z]{4}-[0-9A-Z]{4})"
urlpatterns = [
    path("orders/", views.ListOrders.as_view(), name="orders"),
    path("orders/place/", views.PlaceOrder.as_view(), name="place-order"),
    re_path(rf"^orders/{NUMBER}/$", views.ShowOrder.as_view(), name="order"),
    re_path(rf"^orders/{NUMBER}/cancel/$", views.CancelOrder.as_view(), name="cancel-order"),
]
