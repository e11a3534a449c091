"""Until when a seller has to ship, and how it is told."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from apps.catalog.tests.factories import OfferFactory
from apps.orders import services
from apps.orders.models import OrderItem
from apps.orders.templatetags.deadlines import due, urgency
from apps.orders.tests.factories import SellerOrderFactory
from apps.sellers.tests.factories import SellerFactory

# 15:00 in Tashkent.
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def test_a_seller_has_as_long_to_ship_as_the_slowest_of_the_goods_takes_to_pack(db):
    shop = SellerFactory()
    slow = OfferFactory(seller=shop, handling_days=3)
    part = SellerOrderFactory(
        seller=shop, state="created", ship_by=None, offer=OfferFactory(seller=shop)
    )
    OrderItem.objects.create(
        seller_order=part,
        offer=slow,
        product=slow.product,
        sku=slow.sku,
        title={"en": "Carpet"},
        quantity=1,
        unit_price=1,
        total=1,
        vat_rate=0,
        commission_rate=0,
        commission=0,
    )

    services.mark_paid(order_id=part.order_id, payment_id=uuid4(), now=NOW)

    part.refresh_from_db()
    assert part.ship_by == NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("left", "text", "kind"),
    [
        (timedelta(minutes=80), "in 1 h 20 min", "bad"),
        (timedelta(hours=2), "in 2 h", "bad"),
        (timedelta(seconds=20), "in 1 min", "bad"),
        (timedelta(hours=-3), "late by 3 h", "bad"),
        (timedelta(days=-3), "late by 3 d", "bad"),
        (timedelta(hours=8), "today 23:00", "info"),
        (timedelta(hours=10), "tomorrow 01:00", ""),
        (timedelta(days=4), "29 Nov, 15:00", ""),
    ],
)
def test_a_deadline_is_told_as_near_as_it_is(left, text, kind):
    with translation.override("en"):
        assert due(NOW + left, NOW) == text
    assert urgency(NOW + left, NOW) == kind


def test_no_deadline_says_nothing():
    assert (due(None, NOW), urgency(None, NOW)) == ("", "")
