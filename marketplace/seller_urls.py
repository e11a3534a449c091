"""The seller's dashboard: each app brings its own pages under one namespace, `seller:`."""

from apps.catalog.web import seller_urls as catalog
from apps.orders.web import seller_urls as orders
from apps.reviews.web import seller_urls as reviews
from apps.sellers.web import seller_urls as sellers
from apps.shipping.web import seller_urls as shipping
from apps.storefront.web import seller_urls as storefront

app_name = "seller"
urlpatterns = [
    *storefront.urlpatterns,
    *sellers.urlpatterns,
    *catalog.urlpatterns,
    *shipping.urlpatterns,
    *orders.urlpatterns,
    *reviews.urlpatterns,
]
