from django.urls import re_path

from apps.storefront.api import views

urlpatterns = [
    re_path(
        r"^products/(?P<code>[0-9A-Z]{8})/similar/$", views.ListSimilar.as_view(), name="similar"
    ),
]
