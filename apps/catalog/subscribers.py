"""What the catalogue does on facts: kept pages and lists follow what they show."""

from uuid import UUID

from apps.catalog.events import AvailabilityChanged, CategoriesChanged, ProductsChanged
from apps.catalog.models import Offer, Product
from apps.catalog.selectors import forget_tree
from apps.catalog.services import refresh_products
from apps.core.events import subscriber
from apps.core.web.page_cache import forget
from apps.sellers.events import SellerApproved, SellerSuspended


@subscriber(ProductsChanged)
def forget_changed_pages(event: ProductsChanged) -> None:
    forget([f"product:{product_id}" for product_id in event.product_ids])


@subscriber(AvailabilityChanged)
def refresh_lists(event: AvailabilityChanged) -> None:
    refresh_products(product_ids=event.product_ids)


@subscriber(CategoriesChanged)
def forget_category_pages(event: CategoriesChanged) -> None:
    forget_tree()
    forget(["tree"])


@subscriber(SellerApproved)
def show_goods_of_open_shop(event: SellerApproved) -> None:
    refresh_products(product_ids=_goods_of(event.seller_id))


@subscriber(SellerSuspended)
def hide_goods_of_suspended_shop(event: SellerSuspended) -> None:
    refresh_products(product_ids=_goods_of(event.seller_id))


def _goods_of(seller_id: UUID) -> set[UUID]:
    offers = Offer.objects.filter(seller_id=seller_id)
    return set(Product.objects.filter(offers__in=offers).values_list("pk", flat=True))
