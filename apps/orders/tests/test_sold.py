"""What counts as sold, and since when each offer counts it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from apps.catalog import services as catalog
from apps.catalog.models import Offer
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM
from apps.orders import selectors
from apps.orders.models import SellerOrder, State
from apps.orders.tests.story import bring, gather, place
from apps.shipping.tests.factories import RateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rate():
    return RateFactory()


def paid(offer, quantity):
    order = place(gather(offer, quantity=quantity))
    SellerOrder.objects.filter(order=order).update(state=State.PAID)
    return SellerOrder.objects.get(order=order)


def test_pieces_count_as_sold_when_the_shopper_has_them():
    offer = OfferFactory(stock=10)
    part = paid(offer, 2)
    paid(offer, 3)

    bring(part)

    offer.refresh_from_db()
    assert offer.sold_count == 2


def test_who_received_a_duplicate_has_received_the_card_that_stays():
    stays, goes = OfferFactory(), OfferFactory(stock=10)
    part = bring(paid(goes, 1))
    user_id = part.order.user_id

    assert not selectors.has_received(user_id=user_id, product_id=stays.product_id)
    catalog.merge_products(survivor_id=stays.product_id, duplicate_id=goes.product_id, by=SYSTEM)

    assert selectors.has_received(user_id=user_id, product_id=stays.product_id)


def test_what_was_received_before_offers_counted_is_counted_once(monkeypatch):
    migration = import_module("apps.orders.migrations.0004_sold_before")
    monkeypatch.setattr(migration, "BATCH", 1)
    sold, sent = OfferFactory(stock=10), OfferFactory(stock=10)
    bring(paid(sold, 2))
    bring(paid(sold, 1))
    on_its_way = paid(sent, 4)
    SellerOrder.objects.filter(pk=on_its_way.pk).update(state=State.SHIPPED)
    Offer.objects.update(sold_count=9)

    migration.count(None, SimpleNamespace(connection=connection))

    counts = dict(Offer.objects.values_list("pk", "sold_count"))
    assert (counts[sold.pk], counts[sent.pk]) == (3, 0)
