"""A card with all its variants and all offers for each, as an app shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from apps.catalog.models import Product, Variant
from apps.catalog.selectors.pages import (
    MAIN_SIZES,
    SellerOffer,
    facts_of,
    listed_offers,
    photos_in_order,
    shop_offers,
    variants_in_order,
)
from apps.catalog.selectors.tiles import product_url
from apps.catalog.selectors.tree import AttributeView, CategoryNode, attributes_of, trail_of_path
from apps.core.texts import Said, say
from apps.media import selectors as pictures
from apps.media.rules import Picture


class Pair(NamedTuple):
    """Something known of the goods, in the reader's words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class WholeVariant:
    """A choice of a card; `offers` are all shops', the cheapest with delivery first."""

    id: UUID
    options: list[Pair]
    barcode: str
    offers: list[SellerOffer]


@dataclass(frozen=True, slots=True)
class WholeProduct:
    """All that can be told of a card at once."""

    code: str
    url: str
    title: Said
    description: Said
    brand: str
    categories: list[CategoryNode]
    pictures: list[Picture]
    facts: list[Pair]
    rating: Decimal | None
    rating_count: int
    featured_offer_id: UUID | None
    variants: list[WholeVariant]


def whole_product(*, product: Product, language: str) -> WholeProduct:
    """A card for an app: 7 queries, however many variants and offers."""
    offers, free = listed_offers(product)
    shown = shop_offers(offers, free=free)
    attributes = {view.code: view for view in attributes_of(category_path=product.category.path)}
    title = say(product.title, language=language)
    by_variant: dict[UUID, list[SellerOffer]] = {}
    for offer in offers:
        by_variant.setdefault(offer.variant_id, []).append(shown[offer.pk])
    return WholeProduct(
        code=product.code,
        url=product_url(product),
        title=title,
        description=say(product.description, language=language),
        brand=product.brand.name if product.brand else "",
        categories=trail_of_path(product.category.path),
        pictures=[
            pictures.picture(photo.image, sizes=MAIN_SIZES, alt=title.text)
            for photo in photos_in_order(product.pk)
        ],
        facts=[Pair(*fact) for fact in facts_of(product, attributes)],
        rating=product.rating,
        rating_count=product.rating_count,
        featured_offer_id=product.featured_offer_id if product.is_in_stock else None,
        variants=[
            _variant(row, by_variant.get(row.pk, []), attributes)
            for row in variants_in_order(product.pk)
        ],
    )


def _variant(
    row: Variant, offers: list[SellerOffer], attributes: Mapping[str, AttributeView]
) -> WholeVariant:
    options = [
        Pair(str(attributes[axis].name), attributes[axis].label(code))
        if axis in attributes
        else Pair(axis.capitalize(), code.upper())
        for axis, code in row.options.items()
    ]
    best_first = sorted(
        offers, key=lambda each: (not each.is_in_stock, each.landed_price, each.offer_id)
    )
    return WholeVariant(row.pk, options, row.barcode, best_first)
