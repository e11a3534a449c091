from django.urls import path, re_path

from apps.catalog.api import seller, views

urlpatterns = [
    path("products/", views.ListProducts.as_view(), name="products"),
    re_path(r"^products/(?P<code>[0-9A-Z]{8})/$", views.ShowProduct.as_view(), name="product"),
    path("seller/offers/", seller.ListOwnOffers.as_view(), name="own-offers"),
    path("seller/offers/prices/", seller.SyncPrices.as_view(), name="sync-prices"),
    path("seller/offers/stock/", seller.SyncStock.as_view(), name="sync-stock"),
    path("categories/", views.ListCategories.as_view(), name="categories"),
]
