"""The staff panel's first page and its one search box: what several apps have to say."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from unfold.dataclasses import SearchResult

from apps.accounts import selectors as people
from apps.catalog.selectors import moderation
from apps.core import selectors as core
from apps.core.queues import Found, Queue
from apps.notifications import selectors as messages
from apps.orders import selectors as orders
from apps.payments import selectors as payments
from apps.reviews import selectors as opinions
from apps.sellers import selectors as shops
from apps.shipping import selectors as parcels

SHORTEST = 3


def first_page(
    request: HttpRequest, context: dict[str, Any]
) -> dict[str, Any]:  # Any: template context, as unfold asks for it
    """Queues and the figures of the day: 18 queries, however much waits."""
    now = timezone.now()
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    queues: list[Queue] = [
        *shops.queues(),
        *moderation.queues(),
        *orders.queues(now=now),
        *payments.queues(),
        *opinions.queues(),
        *messages.queues(),
        *core.queues(now=now),
    ]
    return {
        **context,
        "queues": queues,
        "day": orders.market_day(since=today),
        "week": orders.market_day(since=today - timedelta(days=6)),
        "new_people": people.new_people(since=today),
        "delivered": parcels.delivered_count(since=today),
    }


def search(request: HttpRequest, term: str) -> list[SearchResult]:
    """What staff type in one box: order number, e-mail, phone, SKU, barcode, product code,
    tracking number, payment, shop. A few rows of each: 10 queries."""
    # unfold hands the term over in small letters, but a SKU is told from another by them.
    text = request.GET.get("s", term).strip()
    if len(text) < SHORTEST:
        return []
    found: list[Found] = [
        *orders.find(text=text),
        *people.find(text=text),
        *moderation.find(text=text),
        *parcels.find(text=text),
        *payments.find(text=text),
        *shops.find(text=text),
    ]
    return [
        SearchResult(
            title=row.title,
            description=str(row.what),
            link=reverse(row.view, args=[row.pk]),
            icon="search",
        )
        for row in found
    ]
