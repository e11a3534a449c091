"""Orders on real connections at the same moment: nothing is doubled, nothing is lost."""

import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from apps.catalog import services as catalog
from apps.catalog.models import Stock
from apps.catalog.selectors import stock_differences
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM
from apps.orders import services
from apps.orders.models import Order, OrderItem, SellerOrder, State
from apps.orders.tests.story import STAFF, balance, bank_says_yes, bring, gather, place, total_of
from apps.payments.models import LedgerTransaction, Refund
from apps.payments.selectors import ledger_differences
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import RateFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


@pytest.fixture(autouse=True)
def rate(transactional_db):
    return RateFactory()


def at_once(*works):
    """Run each on a connection of its own at the same moment; 'done' or the error's name each."""
    answers, start = [], threading.Barrier(len(works))

    def run(work):
        try:
            start.wait(20)
            work()
            answers.append("done")
        except Exception as error:
            answers.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(answers)


def test_one_cart_ordered_from_two_tabs_is_one_order():
    cart = gather(OfferFactory(stock=10))
    total = total_of(cart)

    answers = at_once(*[lambda: place(cart, expected_total=total)] * 4)

    assert answers == ["Invalid", "Invalid", "Invalid", "done"]
    assert (Order.objects.count(), Stock.objects.get().reserved) == (1, 1)
    assert stock_differences() == []


def test_a_button_pressed_many_times_is_one_order():
    cart = gather(OfferFactory(stock=10))
    total = total_of(cart)

    answers = at_once(*[lambda: place(cart, expected_total=total, key="one-try-of-many")] * 5)

    assert answers == ["done"] * 5
    assert Order.objects.count() == 1


def test_twenty_shoppers_for_one_piece_are_one_order_and_nineteen_clear_refusals():
    offer = OfferFactory(stock=1)
    carts = [gather(offer) for _ in range(20)]
    total = total_of(carts[0])

    answers = at_once(*[lambda cart=cart: place(cart, expected_total=total) for cart in carts])

    assert answers == ["OutOfStock"] * 19 + ["done"]
    assert Order.objects.count() == 1
    assert stock_differences() == []


def test_paid_and_cancelled_at_the_same_moment_the_money_is_with_the_payer_or_the_sellers():
    for _round in range(3):
        order = place(gather(OfferFactory(price=Decimal(100_000))))
        payment = bank_says_yes(order)

        at_once(
            lambda order=order, payment=payment: services.mark_paid(
                order_id=order.pk, payment_id=payment.pk, now=NOW
            ),
            lambda order=order: services.cancel_order(
                order_id=order.pk, by=SYSTEM, reason="shopper", now=NOW
            ),
        )

        part = order.parts.get()
        assert part.state == State.CANCELLED
        assert Refund.objects.get(payment=payment).amount == order.total
        assert balance("seller_pending", part.seller_id) == 0
        assert balance("held", payment.pk) == 0
    assert ledger_differences() == []
    assert stock_differences() == []


def test_told_of_one_payment_many_times_at_once_it_is_divided_once():
    order = place(gather(OfferFactory()))
    payment = bank_says_yes(order)

    answers = at_once(
        *[lambda: services.mark_paid(order_id=order.pk, payment_id=payment.pk, now=NOW)] * 5
    )

    assert answers == ["done"] * 5
    assert LedgerTransaction.objects.filter(kind="sale").count() == 1
    assert ledger_differences() == []


def test_shipped_and_cancelled_at_the_same_moment_it_is_one_of_both():
    order = place(gather(OfferFactory(stock=5)))
    payment = bank_says_yes(order)
    services.mark_paid(order_id=order.pk, payment_id=payment.pk, now=NOW)
    part = order.parts.get()
    services.accept_seller_orders(ids=[part.pk], by=STAFF, now=NOW)
    services.pack_seller_orders(ids=[part.pk], by=STAFF, now=NOW)

    answers = at_once(
        lambda: services.ship_seller_orders(ids=[part.pk], by=STAFF, now=NOW),
        lambda: services.cancel_seller_orders(ids=[part.pk], by=STAFF, reason="x", now=NOW),
    )

    part.refresh_from_db()
    stock = Stock.objects.get()
    assert answers == ["InvalidTransition", "done"]
    if part.state == State.SHIPPED:
        assert (stock.on_hand, stock.reserved, Refund.objects.count()) == (4, 0, 0)
    else:
        assert (stock.on_hand, stock.reserved, Refund.objects.count()) == (5, 0, 1)
        assert Shipment.objects.get().state == "cancelled"
    assert stock_differences() == []
    assert ledger_differences() == []


def test_two_workers_that_end_the_same_return_window_pay_once(settings):
    order = place(gather(OfferFactory()))
    payment = bank_says_yes(order)
    services.mark_paid(order_id=order.pk, payment_id=payment.pk, now=NOW)
    part = bring(order.parts.get(), now=NOW)
    due = NOW + settings.RETURN_WINDOW

    at_once(*[lambda: services.release_due(now=due)] * 4)

    part.refresh_from_db()
    gets = part.goods - part.commission - part.commission_vat
    assert part.state == State.COMPLETED
    assert balance("seller_available", part.seller_id) == gets
    assert LedgerTransaction.objects.filter(kind="release").count() == 1


def test_two_shops_parts_of_one_order_go_their_ways_at_once():
    order = place(gather(OfferFactory(), OfferFactory()))
    payment = bank_says_yes(order)
    services.mark_paid(order_id=order.pk, payment_id=payment.pk, now=NOW)

    answers = at_once(*[lambda part=part: bring(part, now=NOW) for part in order.parts.all()])

    assert answers == ["done", "done"]
    assert set(SellerOrder.objects.values_list("state", flat=True)) == {State.DELIVERED}
    assert stock_differences() == []


def test_goods_are_bought_while_their_card_is_merged_into_another():
    stays, goes = OfferFactory(stock=10), OfferFactory(stock=10)
    place(gather(goes))
    frozen = OrderItem.objects.values().get()
    carts = [gather(goes) for _ in range(4)]
    total = total_of(carts[0])

    answers = at_once(
        *[lambda cart=cart: place(cart, expected_total=total) for cart in carts],
        lambda: catalog.merge_products(
            survivor_id=stays.product_id, duplicate_id=goes.product_id, by=SYSTEM
        ),
    )

    goes.refresh_from_db()
    assert answers == ["done"] * 5
    assert (Order.objects.count(), goes.product_id) == (5, stays.product_id)
    assert Stock.objects.get(offer=goes).reserved == 5
    assert OrderItem.objects.values().get(pk=frozen["id"]) == frozen
    assert stock_differences() == []
