from django.urls import path

from apps.alerts.web import shop

app_name = "alerts"
urlpatterns = [
    path("alerts/new/", shop.new, name="new"),
    path("alerts/watch/", shop.watch, name="watch"),
    path("alerts/<str:key>/confirm/", shop.confirm, name="confirm"),
    path("alerts/<str:key>/stop/", shop.stop, name="stop"),
    path("account/alerts/", shop.own, name="list"),
    path("account/alerts/<uuid:pk>/remove/", shop.remove, name="remove"),
]
