"""The courier's pages."""

from django.urls import path

from apps.shipping.web import courier

app_name = "courier"
urlpatterns = [
    path("courier/", courier.round_list, name="round"),
    path("courier/<uuid:pk>/", courier.parcel, name="parcel"),
    path("courier/<uuid:pk>/pick-up/", courier.pick_up, name="pick-up"),
    path("courier/<uuid:pk>/deliver/", courier.deliver, name="deliver"),
    path("courier/<uuid:pk>/fail/", courier.fail, name="fail"),
]
