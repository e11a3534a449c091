from django.urls import path

from apps.accounts.web import shop

app_name = "accounts"
urlpatterns = [
    path("profile/", shop.profile, name="profile"),
    path("addresses/", shop.addresses, name="addresses"),
    path("addresses/new/", shop.address, name="address-new"),
    path("addresses/<int:pk>/", shop.address, name="address-edit"),
    path("addresses/<int:pk>/delete/", shop.delete_address, name="address-delete"),
]
