"""A shop's goods as an import takes them: what is taken away can be changed and sent back."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Func, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from apps.catalog.models import Category, Offer
from apps.catalog.selectors.sellers import own_offers
from apps.catalog.selectors.tree import AttributeView, attributes_of, trail_of_path
from apps.core.texts import say

CHUNK = 1_000
BASE = (
    *("sku", "title", "description", "brand", "category", "price", "currency", "weight_g"),
    *("stock", "variant_sku"),
)
Card = dict[str, Any]  # Any: JSON, as `rules.import_cards` reads it


def goods(*, seller_id: UUID, language: str) -> Iterator[Card]:
    """A shop's cards with its offers, a variant each, streamed: 1 query. Texts are in `language`
    where the card has it."""
    offers = own_offers(seller_id=seller_id)
    rows = (
        offers.select_related("product__brand", "product__category", "variant")
        .annotate(free=Coalesce(Sum(F("stock__on_hand") - F("stock__reserved"), filter=_here()), 0))
        .order_by("product_id", "variant__position", "pk")
    )
    for _product_id, lines in groupby(rows.iterator(CHUNK), key=lambda row: row.product_id):
        yield _card(list(lines), language)


def columns_of(*, seller_id: UUID) -> list[str]:
    """The columns that a table of a shop's goods needs: 2 queries."""
    offers = own_offers(seller_id=seller_id)
    return [
        *BASE,
        *(f"attribute:{key}" for key in _keys(offers, "product__attributes")),
        *(f"option:{key}" for key in _keys(offers, "variant__options")),
    ]


def table_rows(card: Card) -> list[dict[str, str]]:
    """A card as rows of a table, one a variant."""
    shared = {
        "sku": card["sku"],
        "title": card["title"],
        "description": card["description"],
        "brand": card["brand"] or "",
        "category": " > ".join(card["category_path"]),
        "currency": card["currency"],
        "weight_g": str(card["weight_g"] or ""),
        **{f"attribute:{code}": _cell(value) for code, value in card["attributes"].items()},
    }
    return [
        shared
        | {"price": variant["price"], "stock": str(variant["stock"]), "variant_sku": variant["sku"]}
        | {f"option:{axis}": code for axis, code in variant["options"].items()}
        for variant in card["variants"]
    ]


def template_columns(*, category: Category) -> list[tuple[str, AttributeView | None]]:
    """The columns of a category's own template, each with the property or axis it holds: 2 queries.
    A star marks what must be filled."""
    every = attributes_of(category_path=category.path)
    needed = {"sku", "title", "category", "price", "currency"}
    base = [(f"{name}*" if name in needed else name, None) for name in BASE]
    own = [
        (f"{'option' if each.is_variant_axis else 'attribute'}:{each.code}", each) for each in every
    ]
    return [*base, *((f"{name}*" if each.is_required else name, each) for name, each in own)]


def _here() -> Q:
    """Stock of the shop's default warehouse, which an import writes."""
    return Q(stock__warehouse__is_default=True)


def _keys(offers: QuerySet[Offer], name: str) -> list[str]:
    keys = offers.annotate(key=Func(F(name), function="jsonb_object_keys"))
    return sorted(keys.values_list("key", flat=True).distinct().order_by())


def _card(lines: list[Offer], language: str) -> Card:
    product = lines[0].product
    return {
        "sku": lines[0].sku,
        "title": say(product.title, language=language).text,
        "description": say(product.description, language=language).text,
        "brand": product.brand.name if product.brand else None,
        "category_path": [step.name.text for step in trail_of_path(product.category.path)],
        "price": _money(lines[0]),
        "currency": settings.MARKET_CURRENCY,
        "weight_g": product.weight_g,
        "attributes": product.attributes,
        "variants": [
            {
                "sku": line.sku,
                "options": line.variant.options,
                "price": _money(line),
                "stock": max(0, line.free),  # type: ignore[attr-defined]  # annotated
            }
            for line in lines
        ],
    }


def _money(offer: Offer) -> str:
    return f"{offer.price.normalize():f}"


def _cell(value: Any) -> str:  # Any: JSON
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
