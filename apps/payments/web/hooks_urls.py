"""Where providers send their messages: no language, no session."""

from django.urls import path

from apps.payments.web import hooks

urlpatterns = [path("webhook/<slug:provider>/", hooks.webhook, name="payments-webhook")]
