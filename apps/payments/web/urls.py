"""Where a payer pays."""

from django.urls import path

from apps.payments.web import shop

app_name = "payments"
urlpatterns = [
    path("pay/<uuid:pk>/", shop.pay, name="pay"),
    path("pay/<uuid:pk>/start/", shop.start, name="start"),
    path("pay/<uuid:pk>/bank/", shop.leave, name="leave"),
]
