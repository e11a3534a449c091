"""What is bought in one order: counts only, so that nobody's order can be read from them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from apps.catalog.models import ProductState
from apps.orders.models import State

# An order of n cards makes n² pairs, and one of many says little of which of them go together.
MAX_CARDS = 20
READ = 2_000

LINES = """
WITH line AS (
    SELECT DISTINCT placed.id AS order_id, lower(placed.email) AS email,
           product.id AS product_id, product.category_id, product.is_in_stock
    FROM orders_order placed
    JOIN orders_sellerorder part ON part.order_id = placed.id AND part.state <> ALL(%(unsold)s)
    JOIN orders_orderitem item ON item.seller_order_id = part.id
    JOIN catalog_product product ON product.id = item.product_id AND product.state = %(listed)s
    WHERE placed.placed_at >= %(since)s
), sized AS (
    SELECT *, count(*) OVER (PARTITION BY order_id) AS cards FROM line
), shared AS (
    SELECT * FROM sized WHERE cards BETWEEN 2 AND %(cards)s
), """

# What is bought beside a card is told of the card itself, or of its category.
PAIRS = """counted AS (
    SELECT card.{by} AS subject, beside.product_id, count(DISTINCT card.email) AS people
    FROM shared card
    JOIN shared beside ON beside.order_id = card.order_id
         AND beside.category_id <> card.category_id AND beside.is_in_stock
    GROUP BY card.{by}, beside.product_id
    HAVING count(DISTINCT card.email) >= %(buyers)s
), ranked AS (
    SELECT subject, product_id, row_number() OVER (
        PARTITION BY subject ORDER BY people DESC, product_id DESC
    ) AS place FROM counted
)
SELECT subject, product_id, place FROM ranked WHERE place <= %(most)s ORDER BY subject, place
"""
WITH_CARDS = LINES + PAIRS.format(by="product_id")
WITH_CATEGORIES = LINES + PAIRS.format(by="category_id")


class WithCard(NamedTuple):
    """A card among those of other categories most bought beside a card; `place` counts from 1."""

    product_id: UUID
    other_id: UUID
    place: int


class WithCategory(NamedTuple):
    """A card among those of other categories most bought beside goods of a category."""

    category_id: int
    product_id: UUID
    place: int


def bought_with_cards(*, since: datetime, buyers: int, most: int) -> Iterator[WithCard]:
    """For each listed card up to `most` buyable cards of other categories, by how many people have
    had both in one order since then; what fewer than `buyers` have had is left out, and so are
    orders of more than MAX_CARDS cards. 1 query over the lines of those orders, which the database
    joins and sorts on disk; read by and by, inside a transaction."""
    rows = _read(WITH_CARDS, since=since, buyers=buyers, most=most)
    return (WithCard(*row) for row in rows)


def bought_with_categories(*, since: datetime, buyers: int, most: int) -> Iterator[WithCategory]:
    """The same for each category, of what people had in one order with any of its own goods."""
    rows = _read(WITH_CATEGORIES, since=since, buyers=buyers, most=most)
    return (WithCategory(*row) for row in rows)


def _read(
    pairs: str, *, since: datetime, buyers: int, most: int
) -> Iterator[tuple[Any, ...]]:  # Any: columns of either statement
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            pairs,
            {
                "unsold": [State.CREATED, State.CANCELLED],
                "listed": ProductState.LIVE,
                "since": since,
                "cards": MAX_CARDS,
                "buyers": buyers,
                "most": most,
            },
        )
        while rows := cursor.fetchmany(READ):
            yield from rows
