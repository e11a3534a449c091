from django.urls import path, re_path

from apps.storefront.web import shop

app_name = "storefront"
urlpatterns = [
    path("", shop.home, name="home"),
    re_path(r"^p/(?P<slug>[-\w]+)-(?P<code>[0-9A-HJKMNP-TV-Z]{8})/$", shop.product, name="product"),
    path("p/<slug:code>/beside/", shop.beside, name="beside"),
    path("p/<slug:code>/beside/<uuid:offer_id>/", shop.beside, name="beside"),
    path("popular/<slug:region>/", shop.popular, name="popular"),
    path("catalogue/", shop.catalogue, name="catalogue"),
    path("personal/", shop.personal, name="personal"),
    path("personal/recent/", shop.recent, name="recent"),
    path("personal/beside-cart/", shop.beside_cart, name="beside-cart"),
    path("personal/viewed/", shop.keep_viewed, name="viewed-keep"),
    path("account/viewed/", shop.viewed, name="viewed"),
    path("account/viewed/forget/", shop.forget_viewed, name="viewed-forget"),
    path("account/", shop.account, name="account"),
]
