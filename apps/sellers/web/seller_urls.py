from django.urls import path

from apps.sellers.web import keys, seller

urlpatterns = [
    path("<slug:shop>/team/", seller.team, name="team"),
    path("<slug:shop>/team/<int:pk>/remove/", seller.remove_member, name="team-remove"),
    path("<slug:shop>/settings/", seller.settings, name="settings"),
    path("<slug:shop>/settings/keys/", keys.keys, name="keys"),
    path("<slug:shop>/settings/keys/<uuid:pk>/end/", keys.end_key, name="key-end"),
    path("<slug:shop>/finance/payout-details/", seller.payout_details, name="payout-details"),
]
