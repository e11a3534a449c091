"""How many people look at a card, counted without knowing who.

A product page is one that caches keep, so that a visitor's browser says when it is opened. Redis
counts the different visitors of a day by HyperLogLog (Flajolet et al., 2007: about 1 % off, at most
12 KB), and once an hour the figures are written down.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

import structlog
from django.db import connection
from django.utils.crypto import salted_hmac

from apps.catalog.models import CardDay, Product
from apps.core import durable, limits
from apps.core.services import delete_in_batches

log = structlog.get_logger(__name__)

KEPT_S = 3 * 86_400
KEPT = timedelta(days=90)
BATCH = 500


# A Redis that lost what it counted must not make a day smaller.
KEEP = """
INSERT INTO catalog_cardday (product_id, day, visitors)
SELECT card.id, %(day)s, counted.visitors
FROM unnest(%(ids)s::uuid[], %(visitors)s::int[]) AS counted (id, visitors)
JOIN catalog_product card ON card.id = counted.id
WHERE counted.visitors > 0 ORDER BY card.id
ON CONFLICT (product_id, day)
DO UPDATE SET visitors = greatest(catalog_cardday.visitors, excluded.visitors)
"""
MOVE = """
WITH moved AS (DELETE FROM catalog_cardday WHERE product_id = %(duplicate)s RETURNING day, visitors)
INSERT INTO catalog_cardday (product_id, day, visitors)
SELECT %(survivor)s, day, visitors FROM moved
ON CONFLICT (product_id, day)
DO UPDATE SET visitors = catalog_cardday.visitors + excluded.visitors
"""


def count_view(*, product_id: UUID, ip: str, browser: str, day: date) -> None:
    """Count that somebody looks at a card, once a day for each network and browser; says nothing
    when it can't be counted: 1 query."""
    if not Product.objects.listed().filter(pk=product_id).exists():
        return
    whose = f"{limits.network_of(ip)}|{browser}|{day}|{product_id}"
    # With our secret: Redis may write down what it was told, and addresses are few enough to try.
    visitor = salted_hmac("catalog.views", whose).hexdigest()[:16]
    seen, visitors = (
        durable.key("seen", str(day)),
        durable.key("visitors", str(day), str(product_id)),
    )
    try:
        with durable.store().pipeline(transaction=False) as pipe:
            pipe.pfadd(visitors, visitor)
            pipe.expire(visitors, KEPT_S)
            pipe.sadd(seen, str(product_id))
            pipe.expire(seen, KEPT_S)
            pipe.execute()
    except durable.RedisError as error:
        log.warning("catalog.views.unreachable", error=type(error).__name__)


def keep_views(*, today: date) -> int:
    """Write down how many looked at each card today and yesterday; returns how many cards. What is
    written is the whole figure, so that doing it twice changes nothing."""
    return sum(_keep_day(day) for day in (today - timedelta(days=1), today))


def forget_views(*, today: date) -> None:
    """Forget the days that no list shows any more, in short transactions."""
    delete_in_batches(CardDay.objects.filter(day__lt=today - KEPT))


def move_views(*, survivor_id: UUID, duplicate_id: UUID) -> None:
    """Who looked at a duplicate looked at the card that stays; a visitor of both counts twice."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, {"survivor": survivor_id, "duplicate": duplicate_id})


def _keep_day(day: date) -> int:
    count = 0
    cards = _seen(day)
    while batch := list(islice(cards, BATCH)):
        with durable.store().pipeline(transaction=False) as pipe:
            for pk in batch:
                pipe.pfcount(durable.key("visitors", str(day), pk))
            figures = dict(zip(map(UUID, batch), pipe.execute(), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                KEEP, {"day": day, "ids": list(figures), "visitors": list(figures.values())}
            )
            count += cursor.rowcount
    return count


def _seen(day: date) -> Iterator[str]:
    return (pk.decode() for pk in durable.store().sscan_iter(durable.key("seen", str(day))))
