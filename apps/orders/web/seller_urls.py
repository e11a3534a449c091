from django.urls import path

from apps.orders.web import seller

urlpatterns = [
    path("<slug:shop>/orders/", seller.board, name="orders"),
    path("<slug:shop>/orders/<str:number>/", seller.part, name="order"),
    path("<slug:shop>/orders/<uuid:pk>/accept/", seller.accept, name="order-accept"),
    path("<slug:shop>/orders/<uuid:pk>/pack/", seller.pack, name="order-pack"),
    path("<slug:shop>/orders/<uuid:pk>/ship/", seller.ship, name="order-ship"),
    path("<slug:shop>/orders/<uuid:pk>/cancel/", seller.cancel, name="order-cancel"),
    path("<slug:shop>/finance/", seller.finance, name="finance"),
]
