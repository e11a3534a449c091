"""What search does on facts of the catalogue: it marks, the worker makes."""

from apps.catalog.events import CategoriesChanged, ProductsChanged
from apps.core.events import subscriber
from apps.core.web.page_cache import forget
from apps.search import services
from apps.sellers.events import SellerSuspended


@subscriber(ProductsChanged)
def mark_changed_products(event: ProductsChanged) -> None:
    services.mark_dirty(product_ids=event.product_ids)


@subscriber(CategoriesChanged)
def mark_all_products(event: CategoriesChanged) -> None:
    services.mark_all_dirty()


@subscriber(SellerSuspended)
def forget_page_of_suspended_shop(event: SellerSuspended) -> None:
    """Its goods are marked by the catalogue's own fact."""
    forget([f"shop:{event.seller_id}"])
