"""What the pages that show several apps need, gathered once."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from apps.catalog import selectors as shelves
from apps.catalog.models import Product

SHELF = 12


@dataclass(frozen=True, slots=True)
class Shelf:
    """A row of tiles on the home page."""

    key: str
    cards: list[shelves.Card]


def home_shelves(*, language: str) -> list[Shelf]:
    """Deals, popular and new goods; a shelf with nothing on it is left out. 3 queries, and those of
    `catalog.selectors.cards` once for all."""
    buyable = Product.objects.buyable()
    picks = {
        "deals": _ids(
            buyable.filter(discount_percent__gt=0).order_by(
                "-discount_percent", "-sold_count", "id"
            )
        ),
        "popular": _ids(buyable.order_by("-sold_count", "-id")),
        "new": _ids(buyable.order_by("-published_at", "-id")),
    }
    wanted = list(dict.fromkeys(pk for ids in picks.values() for pk in ids))
    cards = {card.id: card for card in shelves.cards(product_ids=wanted, language=language)}
    return [
        Shelf(key, [cards[pk] for pk in ids if pk in cards]) for key, ids in picks.items() if ids
    ]


def _ids(products: QuerySet[Product]) -> list[UUID]:
    return list(products.values_list("pk", flat=True)[:SHELF])


def similar(*, product: Product, language: str, limit: int = 6) -> list[shelves.Card]:
    """Other goods of the same category, the most bought first: 1 query and those of `cards`."""
    others = Product.objects.buyable().filter(category_id=product.category_id)
    ids = list(
        others.exclude(pk=product.pk)
        .order_by("-sold_count", "-id")
        .values_list("pk", flat=True)[:limit]
    )
    return shelves.cards(product_ids=ids, language=language) if ids else []
