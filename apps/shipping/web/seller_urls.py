"""A shop's pages about its parcels."""

from django.urls import path

from apps.shipping.web import seller

urlpatterns = [path("<slug:shop>/labels/<uuid:pk>/", seller.label, name="label")]
