"""How many people look at a card, counted without knowing who.

A product page is one that caches keep, so that a visitor's browser says when it is opened. Redis
counts the different visitors of a day by HyperLogLog (Flajolet et al., 2007: about 1 % off, at most
12 KB), and once an hour the figures are written down.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

import structlog

from apps.catalog.models import CardDay, Product
from apps.core import durable, limits

log = structlog.get_logger(__name__)

KEPT_S = 3 * 86_400
KEPT = timedelta(days=90)
BATCH = 500


def count_view(*, product_id: UUID, ip: str, browser: str, day: date) -> None:
    """Count that somebody looks at a card, once a day for each network and browser; says nothing
    when it can't be counted: 1 query."""
    if not Product.objects.listed().filter(pk=product_id).exists():
        return
    whose = f"{limits.network_of(ip)}|{browser}|{day}|{product_id}"
    visitor = hashlib.sha256(whose.encode()).hexdigest()[:16]
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


def forget_views(*, today: date, batch: int = 10_000) -> None:
    """Forget the days that no list shows any more, in short transactions."""
    old = CardDay.objects.filter(day__lt=today - KEPT).order_by("pk")
    while ids := list(old.values_list("pk", flat=True)[:batch]):
        CardDay.objects.filter(pk__in=ids).delete()


def _keep_day(day: date) -> int:
    count = 0
    cards = _seen(day)
    while batch := list(islice(cards, BATCH)):
        with durable.store().pipeline(transaction=False) as pipe:
            for pk in batch:
                pipe.pfcount(durable.key("visitors", str(day), pk))
            figures = dict(zip(map(UUID, batch), pipe.execute(), strict=True))
        known = set(Product.objects.filter(pk__in=figures).values_list("pk", flat=True))
        CardDay.objects.bulk_create(
            [
                CardDay(product_id=pk, day=day, visitors=figures[pk])
                for pk in sorted(known)
                if figures[pk]
            ],
            update_conflicts=True,
            unique_fields=["product", "day"],
            update_fields=["visitors"],
        )
        count += len(known)
    return count


def _seen(day: date) -> Iterator[str]:
    return (pk.decode() for pk in durable.store().sscan_iter(durable.key("seen", str(day))))
