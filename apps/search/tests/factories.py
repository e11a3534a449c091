"""Goods on the shelf and in the index."""

from decimal import Decimal

from apps.catalog.models import Brand, Product
from apps.catalog.tests.factories import OfferFactory
from apps.search import services

CARD_FIELDS = {"category", "attributes", "description", "published_at", "state", "source_language"}


def make_card(
    title="Teapot", *, price=100_000, stock=10, seller=None, brand="", index=True, **fields
):
    """A live card with one offer, found at once. `title` is English, or a dict by language."""
    offer_fields = {"seller": seller} if seller else {}
    product_fields = {f"product__{k}": v for k, v in fields.items() if k in CARD_FIELDS}
    if brand:
        product_fields["product__brand"] = Brand.objects.get_or_create(
            slug=brand, defaults={"name": brand.capitalize()}
        )[0]
    offer = OfferFactory(
        product__title=title if isinstance(title, dict) else {"en": title},
        price=Decimal(price),
        stock=stock,
        **product_fields,
        **offer_fields,
    )
    listed = {k: v for k, v in fields.items() if k not in CARD_FIELDS}
    if listed:
        Product.objects.filter(pk=offer.product_id).update(**listed)
    if index:
        services.mark_dirty(product_ids=[offer.product_id])
        drain_all()
    return Product.objects.get(pk=offer.product_id)


def drain_all():
    """Work off every mark, as the worker does."""
    while any([services.drain_dirty(), services.drain_dirty(is_bulk=True)]):
        pass


def index_again(card):
    """Make a card's document anew after something about it changed."""
    services.mark_dirty(product_ids=[card.pk])
    drain_all()
    return card
