"""Counting what each region buys."""

from datetime import datetime, timedelta

from django.db import transaction

from apps.core.web.page_cache import forget
from apps.geo.models import Region
from apps.orders import selectors as orders
from apps.storefront.models import Popular

PERIOD = timedelta(days=30)
# Fewer people than these could be told apart by what they bought.
BUYERS = 3
# Twice as many as a row shows: some will be sold out by then.
MOST = 24


def count_popular(*, now: datetime) -> int:
    """Write anew what people of each region bought most in the last month; returns how many rows.
    Counts that run at once take turns in writing."""
    rows = [
        Popular(region_id=each.region_id, product_id=each.product_id, place=each.place)
        for each in orders.most_bought(since=now - PERIOD, buyers=BUYERS, most=MOST)
    ]
    # As everybody holds cards in key order, so are they referred to.
    rows.sort(key=lambda row: row.product_id)
    with transaction.atomic():
        list(Region.objects.select_for_update(no_key=True).order_by("pk"))
        Popular.objects.all().delete()
        Popular.objects.bulk_create(rows, batch_size=1000)
        forget(["home"])
    return len(rows)
