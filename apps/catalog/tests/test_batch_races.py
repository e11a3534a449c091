"""R5.5: changes of many offers beside others of the same offers: nobody's work is lost."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.catalog.models import Offer, Stock
from apps.catalog.rules import StockLine
from apps.catalog.rules.bulk import Rule
from apps.catalog.services import change_by_rule, reserve_stock, set_prices, sync_prices, sync_stock
from apps.catalog.services.offers import PriceChange
from apps.catalog.services.syncing import PriceLine, StockLevel, Synced
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM, Actor

UNTIL = timezone.now() + timedelta(minutes=30)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offer():
    return OfferFactory(price=Decimal(100_000), stock=10)


@pytest.fixture
def shop(offer):
    """The shop's own hand."""
    return Actor(role="seller", seller_id=offer.seller_id, rights=frozenset({"products"}))


@contextmanager
def meanwhile(work):
    """Somebody else's work: it begins within our open transaction, must wait for its end, and has
    ended with the block."""
    failures = []

    def run():
        try:
            work()
        except Exception as error:  # told to the test below
            failures.append(error)
        finally:
            connection.close()

    other = Thread(target=run)
    with transaction.atomic():
        yield
        other.start()
        other.join(0.5)
        assert other.is_alive(), "it did not wait for what others are writing"
    other.join(10)
    assert not other.is_alive()
    assert failures == []


def test_a_rule_starts_from_the_price_that_somebody_is_just_writing(offer, shop):
    def raise_by_a_tenth():
        change_by_rule(
            seller_id=offer.seller_id,
            offer_ids=[offer.pk],
            rule=Rule.PRICE_PERCENT,
            amount=Decimal(10),
            step=Decimal(1),
            by=shop,
            now=timezone.now(),
        )

    with meanwhile(raise_by_a_tenth):
        change = PriceChange(offer.pk, Decimal(200_000), None)
        set_prices(changes=[change], by=SYSTEM, now=timezone.now())

    offer.refresh_from_db()
    assert offer.price == Decimal(220_000)


def test_two_rules_at_once_are_both_applied(offer, shop):
    def add(amount):
        change_by_rule(
            seller_id=offer.seller_id,
            offer_ids=[offer.pk],
            rule=Rule.PRICE_ADD,
            amount=Decimal(amount),
            step=Decimal(1),
            by=shop,
            now=timezone.now(),
        )

    with meanwhile(lambda: add(500)):
        add(3_000)

    offer.refresh_from_db()
    assert offer.price == Decimal(103_500)


def test_pieces_that_a_program_counts_come_on_top_of_those_just_being_reserved(offer, shop):
    """`free` is what may still be bought, whatever was sold since the program counted."""
    told = []

    def count_five():
        level = StockLevel(offer.sku, 5)
        told.extend(sync_stock(seller_id=offer.seller_id, lines=[level], by=shop))

    with meanwhile(count_five):
        reserve_stock(reference="order:1", lines=[StockLine(offer.pk, 4)], until=UNTIL)

    stock = Stock.objects.get(offer=offer)
    assert (stock.on_hand, stock.reserved) == (9, 4)
    assert [each.status for each in told] == [Synced.SAVED]


def test_a_program_is_told_that_its_price_was_there_already(offer, shop):
    told = []

    def send():
        line = PriceLine(offer.sku, Decimal(150_000))
        told.extend(
            sync_prices(seller_id=offer.seller_id, lines=[line], by=shop, now=timezone.now())
        )

    with meanwhile(send):
        change = PriceChange(offer.pk, Decimal(150_000), None)
        set_prices(changes=[change], by=SYSTEM, now=timezone.now())

    assert [each.status for each in told] == [Synced.UNCHANGED]
    assert Offer.objects.get(pk=offer.pk).price == Decimal(150_000)
