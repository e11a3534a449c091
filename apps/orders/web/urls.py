from django.urls import path

from apps.orders.web import shop

app_name = "orders"
urlpatterns = [
    path("checkout/", shop.checkout, name="checkout"),
    path("orders/", shop.orders, name="list"),
    path("orders/<slug:number>/", shop.order, name="order"),
    path("orders/<slug:number>/cancel/", shop.cancel, name="cancel"),
]
