from allauth.account import views as allauth_views
from django.urls import path
from django.views.generic import RedirectView

from apps.accounts.web import data, devices, entrances, hooks, impersonation, security, shop
from apps.core.web.fresh import fresh_proof

app_name = "accounts"
urlpatterns = [
    path("profile/", shop.profile, name="profile"),
    path("addresses/", shop.addresses, name="addresses"),
    path("addresses/new/", shop.address, name="address-new"),
    path("addresses/<int:pk>/", shop.address, name="address-edit"),
    path("addresses/<int:pk>/delete/", shop.delete_address, name="address-delete"),
    path("data/", data.data, name="data"),
    path("data/consent/", data.consent, name="data-consent"),
    path("data/export/", data.export, name="data-export"),
    path("data/export/<uuid:export_id>/", data.download, name="data-download"),
    path("data/erase/", data.erase, name="erase"),
    path("facebook/deletion/", hooks.facebook_deletion, name="facebook-deletion"),
    path("facebook/deletion/<slug:code>/", hooks.facebook_deleted, name="facebook-deleted"),
    path("leave/", impersonation.leave, name="leave-impersonation"),
    path("devices/", devices.devices, name="devices"),
    path("devices/end-others/", devices.end_others, name="devices-end-others"),
    path("devices/<str:device_id>/end/", devices.end, name="device-end"),
    # allauth's list knows browsers only.
    path("sessions/", RedirectView.as_view(pattern_name="accounts:devices")),
    path("sign-in-again/", security.sign_in_again, name="sign-in-again"),
    path("signup/phone/", entrances.phone_signup, name="signup-by-phone"),
    # allauth's own pages at their own addresses. Links name allauth's.
    path("login/code/", entrances.ask_for_code, name="account_request_login_code"),
    # Behind a fresh proof.
    path(
        "password/change/",
        fresh_proof(keeps_body=False)(allauth_views.password_change),
        name="account_change_password",
    ),
    path(
        "password/set/",
        fresh_proof(keeps_body=False)(allauth_views.password_set),
        name="account_set_password",
    ),
    path("2fa/", security.keys, name="mfa_index"),
    # Passkeys stand on the page of keys.
    path("2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path(
        "phone/change/",
        fresh_proof(only_for_post=True)(allauth_views.change_phone),
        name="account_change_phone",
    ),
    path("email/", fresh_proof(only_for_post=True)(allauth_views.email), name="account_email"),
]
