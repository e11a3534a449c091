"""Multiplying a catalogue for benchmarks: copies of real cards with own SKUs and prices."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import cycle, islice
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.catalog.models import Product
from apps.catalog.services.imports.places import AttributeBook, BrandBook, CategoryBook
from apps.catalog.services.imports.publishing import (
    CHUNK,
    Books,
    Origin,
    add_cards,
    delivery_days_of,
)
from apps.catalog.services.lists import announce, swatches
from apps.core.money import round_money
from apps.sellers.models import Seller, Warehouse

MODELS = 5_000  # how many different cards are copied


def grow_catalog(*, target: int, now: datetime, tell: Callable[[str], None]) -> int:
    """Copy live cards until `target` of them are live; returns how many were added. The copies are
    spread over all open shops; the same start gives the same copies. Raises ValueError when there
    is nothing to copy."""
    live = Product.objects.listed().count()
    models = _models()
    if not models:
        raise ValueError("there is no live card to copy")
    origins = list(_origins(now))
    added, random = 0, Random(live)  # noqa: S311  # repeatable on purpose
    books = Books(_Known(), BrandBook(), AttributeBook(), swatches())
    books.brands.learn(model["brand"] for model in models)
    copies = _copies(models, random, start=live)
    while live + added < target:
        cards = list(islice(copies, min(CHUNK, target - live - added)))
        origin = origins[(added // CHUNK) % len(origins)]
        with transaction.atomic():
            ids = add_cards(origin=origin, cards=cards, books=books, now=now)
            announce(product_ids=ids)
        added += len(ids)
        tell(f"{live + added} of {target}")
    return added


class _Known(CategoryBook):
    """Copies name their category by its id: there is nothing to look up."""

    def __init__(self) -> None:
        self._ids = {}

    def id_of(self, path: tuple[str, ...]) -> int:
        return int(path[0])


def _models() -> list[dict[str, Any]]:  # Any: a card as an import stages it
    rows = Product.objects.listed().order_by("pk").select_related("brand")
    rows = rows.prefetch_related("variants__offers")
    cards = []
    for product in rows[:MODELS]:
        language = product.source_language
        variants = [
            {"options": variant.options, "price": offers[0].price}
            for variant in product.variants.all()
            if (offers := list(variant.offers.all()))
        ]
        if variants:
            cards.append(
                {
                    "title": product.title.get(language) or next(iter(product.title.values())),
                    "description": product.description.get(language, ""),
                    "brand": product.brand.name if product.brand else "",
                    "category_path": (str(product.category_id),),
                    "weight_g": product.weight_g,
                    "attributes": product.attributes,
                    "variants": variants,
                }
            )
    return cards


def _copies(
    models: list[dict[str, Any]],
    random: Random,
    *,
    start: int,  # Any: see _models
) -> Iterator[dict[str, Any]]:
    for number, model in enumerate(cycle(models), start=start):
        factor = Decimal(random.randint(70, 140)) / 100
        yield {
            **model,
            "title": f"{model['title']} {number}",
            "variants": [
                {
                    "sku": f"grown-{number}-{position}",
                    "options": variant["options"],
                    "price": max(
                        Decimal(1),
                        round_money(variant["price"] * factor, currency=settings.MARKET_CURRENCY),
                    ),
                    "stock": random.choice((0, 3, 10, 25, 80)),
                }
                for position, variant in enumerate(model["variants"])
            ],
        }


def _origins(now: datetime) -> Iterator[Origin]:
    warehouses = Warehouse.objects.filter(is_default=True).select_related("estimate")
    places = {row.seller_id: row for row in warehouses}
    for seller in Seller.objects.open().order_by("pk"):
        if seller.pk in places:
            days = delivery_days_of(places[seller.pk], handling_days=seller.handling_days)
            yield Origin(
                reference=f"grown:{now:%Y%m%d%H%M%S}",
                seller_id=seller.pk,
                warehouse_id=places[seller.pk].pk,
                handling_days=seller.handling_days,
                delivery_days=days,
                language="en",
                is_live=True,
            )
