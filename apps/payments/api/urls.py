from django.urls import path

from apps.payments.api import views

urlpatterns = [
    path("payments/<uuid:pk>/", views.ShowPayment.as_view(), name="payment"),
    path("payments/<uuid:pk>/start/", views.StartAttempt.as_view(), name="start-payment"),
]
