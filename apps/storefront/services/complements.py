"""Counting what is bought together."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model

from apps.orders import selectors as orders
from apps.storefront.models import CategoryComplement, Complement

PERIOD = timedelta(days=180)
# Fewer people than these could be told apart by what they bought.
BUYERS = 3
# Twice as many as a row shows: some will be sold out by then.
MOST = 12
BATCH = 2_000
Row = TypeVar("Row", bound=Model)


@transaction.atomic
def count_complements(*, now: datetime) -> int:
    """Write anew what people bought together in the last half year, beside each card and beside
    each category's goods; returns how many rows. A batch of them is held in memory. Counts that run
    at once take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('storefront.complements'))")
    Complement.objects.all().delete()
    CategoryComplement.objects.all().delete()
    since = now - PERIOD
    of_cards = (
        Complement(product_id=each.product_id, other_id=each.other_id, place=each.place)
        for each in orders.bought_with_cards(since=since, buyers=BUYERS, most=MOST)
    )
    of_categories = (
        CategoryComplement(
            category_id=each.category_id, product_id=each.product_id, place=each.place
        )
        for each in orders.bought_with_categories(since=since, buyers=BUYERS, most=MOST)
    )
    return _write(Complement, of_cards) + _write(CategoryComplement, of_categories)


def _write(kind: type[Row], rows: Iterator[Row]) -> int:
    written = 0
    while batch := list(islice(rows, BATCH)):
        kind._default_manager.bulk_create(batch)
        written += len(batch)
    return written
