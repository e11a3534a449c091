from django.urls import path

from apps.orders.web import seller

urlpatterns = [
    path("<slug:shop>/orders/", seller.board, name="orders"),
    path("<slug:shop>/orders/<slug:number>/", seller.part, name="order"),
    path("<slug:shop>/orders/all/<slug:name>/", seller.move_many, name="orders-move"),
    path("<slug:shop>/orders/<uuid:pk>/cancel/", seller.cancel, name="order-cancel"),
    path("<slug:shop>/orders/<uuid:pk>/<slug:name>/", seller.move, name="order-move"),
    path("<slug:shop>/finance/", seller.finance, name="finance"),
]
