"""From the cart to the seller's balance, and back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.cart.tests.factories import CartFactory, CartLineFactory, GuestCartFactory
from apps.catalog.models import Offer, Reservation, Stock
from apps.catalog.selectors import stock_differences
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import (
    IdempotencyMismatch,
    Invalid,
    InvalidTransition,
    NotAllowed,
    OutOfStock,
)
from apps.orders import rules, selectors, services
from apps.orders.models import Order, State
from apps.orders.tests.factories import OrderFactory, SellerOrderFactory
from apps.orders.tests.story import (
    STAFF,
    balance,
    bank_says_yes,
    bring,
    gather,
    place,
    total_of,
)
from apps.payments.models import Payment, PaymentState, Refund
from apps.payments.selectors import ledger_differences
from apps.sellers.tests.factories import SellerFactory
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import RateFactory

NOW = timezone.now()


@pytest.fixture(autouse=True)
def rate(db):
    return RateFactory()


@pytest.fixture
def told(published):
    """What orders have told so far; the goods of a test tell of themselves too."""
    return lambda: [name for name in published() if name.startswith("orders.")]


def test_an_order_of_two_sellers_is_one_payment_and_a_part_each(told):
    """R5.4"""
    first, second = OfferFactory(price=Decimal(400_000)), OfferFactory(price=Decimal(90_000))
    cart = gather(first, second, quantity=2)
    total = total_of(cart)

    order = place(cart)

    parts = list(order.parts.order_by("number"))
    payment = Payment.objects.get(reference=str(order.pk))
    assert [part.number for part in parts] == [f"{order.number}-1", f"{order.number}-2"]
    assert (
        order.total == total == payment.amount == sum(part.goods + part.delivery for part in parts)
    )
    assert {part.state for part in parts} == {State.CREATED}
    assert all(part.items.get().quantity == 2 for part in parts)
    assert not cart.lines.exists()
    assert told() == ["orders.OrderPlaced"]
    assert stock_differences() == []


def test_an_order_line_does_not_follow_the_card():
    offer = OfferFactory(variant__options={"colour": "red"})
    order = place(gather(offer))

    Offer.objects.filter(pk=offer.pk).update(price=Decimal(1))
    offer.product.title = {"en": "Another name"}
    offer.product.save()

    item = order.parts.get().items.get()
    assert item.title["en"].startswith("Teapot")
    assert (item.unit_price, item.total) == (Decimal(100_000), Decimal(100_000))
    assert item.options[0]["value"] == {"en": "RED"}


def test_pressing_twice_makes_one_order():
    """R5.3: the same key gives the same order."""
    cart = gather(OfferFactory())
    total = total_of(cart)

    first = place(cart, key="once-only", expected_total=total)
    again = place(cart, key="once-only", expected_total=total)

    assert first == again
    assert Order.objects.count() == Payment.objects.count() == 1


def test_the_same_key_for_another_address_is_refused():
    cart = gather(OfferFactory())
    total = total_of(cart)
    place(cart, key="once-only", expected_total=total)
    elsewhere = services.Destination("1726", "Another street 2")

    with pytest.raises(IdempotencyMismatch):
        place(cart, key="once-only", expected_total=total, address=elsewhere)

    assert Order.objects.count() == 1


def test_a_price_that_rose_meanwhile_must_be_seen_first(told):
    offer = OfferFactory()
    cart = gather(offer)
    total = total_of(cart)
    Offer.objects.filter(pk=offer.pk).update(price=Decimal(120_000))

    with pytest.raises(services.PriceChanged) as error:
        place(cart, expected_total=total, key="first-try")

    assert Decimal(error.value.facts["total"]) == total + 20_000
    assert (Order.objects.count(), Reservation.objects.count(), told()) == (0, 0, [])
    assert cart.lines.count() == 1
    assert place(cart, expected_total=total + 20_000, key="second-try").total == total + 20_000


def test_what_is_sold_out_is_named_and_nothing_is_ordered():
    """R5.5"""
    there, short = OfferFactory(), OfferFactory(stock=1)
    cart = gather(there)
    CartLineFactory(cart=cart, offer=short, quantity=2)

    with pytest.raises(OutOfStock) as error:
        place(cart)

    assert error.value.facts["lines"] == [{"offer_id": str(short.pk), "asked": 2, "free": 1}]
    assert not Order.objects.exists()
    assert set(Stock.objects.values_list("reserved", flat=True)) == {0}
    assert cart.lines.count() == 2


def test_a_shop_that_was_closed_meanwhile_sells_nothing():
    offer = OfferFactory()
    cart = gather(offer)
    total = total_of(cart)
    offer.seller.state = "suspended"
    offer.seller.save()

    with pytest.raises(OutOfStock):
        place(cart, expected_total=total)

    assert not Order.objects.exists()


def test_an_empty_cart_cannot_be_ordered():
    cart = CartFactory()
    CartLineFactory(cart=cart, is_chosen=False)

    with pytest.raises(Invalid):
        place(cart, expected_total=Decimal(0))

    assert not Order.objects.exists()


def test_a_place_nobody_knows_gets_no_parcel():
    cart = gather(OfferFactory())

    with pytest.raises(Invalid) as error:
        place(cart, address=services.Destination("nowhere", "Street 1"))

    assert "city" in error.value.fields
    assert not Order.objects.exists()


def test_an_unticked_line_stays_in_the_cart():
    cart = gather(OfferFactory())
    later = CartLineFactory(cart=cart, is_chosen=False)

    place(cart)

    assert list(cart.lines.all()) == [later]


def test_once_the_bank_says_yes_the_money_is_divided(deliver_events, told):
    """R5.4, R6.3: PaymentSucceeded → paid; the books sum to zero."""
    first, second = OfferFactory(price=Decimal(400_000)), OfferFactory(price=Decimal(90_000))
    order = place(gather(first, second))
    payment = bank_says_yes(order)
    deliver_events()

    order.refresh_from_db()
    assert order.payment_id == payment.pk
    assert set(order.parts.values_list("state", flat=True)) == {State.PAID}
    for part in order.parts.all():
        assert part.commission == rules.round_money(part.goods * Decimal("0.1"), currency="UZS")
        assert balance("seller_pending", part.seller_id) == (
            part.goods - part.commission - part.commission_vat
        )
    assert balance("delivery") == order.delivery
    assert balance("held", payment.pk) == 0
    assert ledger_differences() == []
    assert Reservation.objects.filter(until=None).count() == 2
    assert told() == ["orders.OrderPlaced", "orders.OrderPaid"]


def test_hearing_of_a_payment_twice_changes_nothing(deliver_events, told):
    order = place(gather(OfferFactory()))
    payment = bank_says_yes(order)
    deliver_events()
    before = told()

    services.mark_paid(order_id=order.pk, payment_id=payment.pk, now=NOW)

    assert told() == before
    assert not Refund.objects.exists()


def test_a_parcel_goes_its_way_and_the_money_follows_when_the_return_window_ends(
    deliver_events, settings
):
    """R5.4, R6.3"""
    order = place(gather(OfferFactory()))
    bank_says_yes(order)
    deliver_events()
    part = bring(order.parts.get(), now=NOW)
    net = part.goods - part.commission - part.commission_vat
    end = NOW + settings.RETURN_WINDOW

    early = services.release_due(now=end - timedelta(seconds=1))
    pending = balance("seller_pending", part.seller_id)
    due = [services.release_due(now=end) for _ in range(2)]

    part.refresh_from_db()
    assert (early, pending, due) == (0, net, [1, 0])
    assert part.state == State.COMPLETED
    assert balance("seller_pending", part.seller_id) == 0
    assert balance("seller_available", part.seller_id) == net
    assert (ledger_differences(), stock_differences()) == ([], [])
    stock = Stock.objects.get(offer=part.items.get().offer)
    assert (stock.on_hand, stock.reserved) == (9, 0)


def test_the_command_travels_in_time_only_where_that_is_allowed(deliver_events, settings):
    order = place(gather(OfferFactory()))
    bank_says_yes(order)
    deliver_events()
    part = bring(order.parts.get())
    later = (timezone.now() + settings.RETURN_WINDOW + timedelta(days=1)).isoformat()

    settings.MAY_TRAVEL_IN_TIME = False
    with pytest.raises(CommandError):
        call_command("release_due", now=later)
    settings.MAY_TRAVEL_IN_TIME = True
    for nonsense in ("tomorrow", "2026-12-31T12:00:00"):
        with pytest.raises(CommandError):
            call_command("release_due", now=nonsense)
    part.refresh_from_db()
    assert part.state == State.DELIVERED
    call_command("release_due", now=later)

    part.refresh_from_db()
    assert part.state == State.COMPLETED


def test_a_shopper_cancels_a_paid_order_and_all_of_the_money_goes_back(deliver_events, told):
    """R5.6, R6.3"""
    first, second = OfferFactory(price=Decimal(400_000)), OfferFactory(price=Decimal(90_000))
    order = place(gather(first, second))
    payment = bank_says_yes(order)
    deliver_events()

    by = Actor(role="shopper", user_id=order.user_id)
    for _ in range(2):
        services.cancel_order(order_id=order.pk, by=by, reason="shopper", now=NOW)
    deliver_events()

    refunds = list(Refund.objects.filter(payment=payment))
    assert len(refunds) == 2
    assert sum(refund.amount for refund in refunds) == order.total
    assert set(order.parts.values_list("state", flat=True)) == {State.CANCELLED}
    for part in order.parts.all():
        assert balance("seller_pending", part.seller_id) == 0
    assert [balance(kind) for kind in ("commission", "commission_vat", "delivery")] == [0, 0, 0]
    assert (ledger_differences(), stock_differences()) == ([], [])
    assert not Reservation.objects.exists()
    assert told()[2:] == ["orders.SellerOrderCancelled"] * 2


def test_cancelling_one_sellers_part_leaves_the_other_untouched(deliver_events):
    order = place(gather(OfferFactory(), OfferFactory()))
    bank_says_yes(order)
    deliver_events()
    mine, other = order.parts.order_by("number")
    by = Actor(role="seller", seller_id=mine.seller_id, rights=frozenset({"orders"}))

    services.cancel_seller_orders(ids=[mine.pk], by=by, reason="broken", now=NOW)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, mine.cancel_reason, other.state) == (State.CANCELLED, "broken", State.PAID)
    assert Refund.objects.get().amount == mine.goods + mine.delivery
    assert balance("seller_pending", other.seller_id) > 0
    assert ledger_differences() == []


def test_a_packed_part_that_is_cancelled_takes_its_parcel_off_the_road(deliver_events):
    order = place(gather(OfferFactory()))
    bank_says_yes(order)
    deliver_events()
    part = order.parts.get()
    services.accept_seller_orders(ids=[part.pk], by=STAFF, now=NOW)
    services.pack_seller_orders(ids=[part.pk], by=STAFF, now=NOW)

    services.cancel_seller_orders(ids=[part.pk], by=STAFF, reason="lost", now=NOW)

    assert Shipment.objects.get().state == "cancelled"
    assert (ledger_differences(), stock_differences()) == ([], [])


def test_an_unpaid_order_is_cancelled_with_its_payment(deliver_events):
    order = place(gather(OfferFactory()))

    services.cancel_order(
        order_id=order.pk,
        by=Actor(role="shopper", user_id=order.user_id),
        reason="shopper",
        now=NOW,
    )

    assert Payment.objects.get().state == PaymentState.CANCELLED
    assert not Refund.objects.exists()
    assert not Reservation.objects.exists()


def test_nobody_cancels_another_persons_order():
    order = place(gather(OfferFactory()))
    stranger = CartFactory().user

    with pytest.raises(NotAllowed):
        services.cancel_order(
            order_id=order.pk,
            by=Actor(role="shopper", user_id=stranger.pk),
            reason="shopper",
            now=NOW,
        )

    assert order.parts.get().state == State.CREATED


def test_a_shopper_cannot_cancel_what_is_being_packed(told):
    part = SellerOrderFactory(state=State.ACCEPTED)

    with pytest.raises(InvalidTransition):
        services.cancel_order(
            order_id=part.order_id,
            by=Actor(role="shopper", user_id=part.order.user_id),
            reason="shopper",
            now=NOW,
        )

    part.refresh_from_db()
    assert (part.state, told()) == (State.ACCEPTED, [])


def test_an_order_nobody_paid_is_cancelled_when_its_time_is_up(deliver_events, settings):
    """R5.5"""
    order, paid = place(gather(OfferFactory()), now=NOW), place(gather(OfferFactory()), now=NOW)
    bank_says_yes(paid)
    deliver_events()
    end = NOW + settings.RESERVATION_TTL

    counts = [
        services.expire_unpaid(now=moment) for moment in (end - timedelta(seconds=1), end, end)
    ]

    assert counts == [0, 1, 0]
    assert order.parts.get().state == State.CANCELLED
    assert paid.parts.get().state == State.PAID
    assert Reservation.objects.count() == 1
    assert stock_differences() == []


def test_money_that_comes_too_late_goes_back_whole(deliver_events, settings):
    """C4"""
    order = place(gather(OfferFactory()), now=NOW)
    services.expire_unpaid(now=NOW + settings.RESERVATION_TTL)

    payment = bank_says_yes(order)
    deliver_events()

    assert order.parts.get().state == State.CANCELLED
    assert Refund.objects.get().amount == order.total
    assert balance("held", payment.pk) == 0
    assert ledger_differences() == []


def test_a_late_word_about_a_parcel_changes_nothing(told):
    part = SellerOrderFactory(state=State.CANCELLED)

    services.mark_delivered(seller_order_id=part.pk, delivered_at=NOW)

    part.refresh_from_db()
    assert (part.state, part.delivered_at, told()) == (State.CANCELLED, None, [])


@pytest.mark.parametrize(
    "step",
    [services.accept_seller_orders, services.pack_seller_orders, services.ship_seller_orders],
)
def test_a_seller_moves_only_parts_of_the_own_shop_and_all_or_none(step, told):
    own, foreign = SellerOrderFactory(), SellerOrderFactory()
    by = Actor(role="seller", seller_id=own.seller_id, rights=frozenset({"orders"}))

    with pytest.raises(NotAllowed):
        step(ids=[own.pk, foreign.pk], by=by, now=NOW)

    own.refresh_from_db()
    assert (own.state, told()) == (State.PAID, [])


def test_a_step_out_of_turn_is_refused(told):
    part = SellerOrderFactory(state=State.PAID)

    with pytest.raises(InvalidTransition):
        services.ship_seller_orders(ids=[part.pk], by=SYSTEM, now=NOW)
    with pytest.raises(InvalidTransition):
        services.pack_seller_orders(ids=[part.pk], by=STAFF, now=NOW)

    part.refresh_from_db()
    assert (part.state, told()) == (State.PAID, [])


def test_a_guests_order_belongs_to_nobody_and_opens_by_its_key():
    cart = gather(OfferFactory(), cart=GuestCartFactory())

    order = place(cart)

    assert order.user is None
    view = selectors.order_for(number=order.number, user=None, access_key=order.access_key)
    assert view.order == order
    for key in ("", "wrong", "ключ", order.access_key.upper()):
        with pytest.raises(NotAllowed):
            selectors.order_for(number=order.number, user=None, access_key=key)


def test_the_owner_needs_no_key_and_another_person_does():
    order = OrderFactory()
    SellerOrderFactory(order=order)
    stranger = CartFactory().user

    assert selectors.order_for(number=order.number, user=order.user, access_key="").order == order
    with pytest.raises(NotAllowed):
        selectors.order_for(number=order.number, user=stranger, access_key="")
    with pytest.raises(NotAllowed):
        selectors.order_for(number="0000-0000", user=order.user, access_key="")


def test_the_timeline_says_where_a_parcel_is(deliver_events):
    order = place(gather(OfferFactory()))
    bank_says_yes(order)
    deliver_events()
    part = order.parts.get()
    services.accept_seller_orders(ids=[part.pk], by=STAFF, now=NOW)

    [view] = selectors.orders_of(user=order.user)[0].parts

    assert [step.label for step in view.steps] == [
        "Placed",
        "Paid",
        "Being packed",
        "Handed over",
        "With the courier",
        "Received",
    ]
    assert [step.label for step in view.steps if step.is_current] == ["Being packed"]
    services.cancel_seller_orders(ids=[part.pk], by=STAFF, reason="x", now=NOW)
    [view] = selectors.orders_of(user=order.user)[0].parts
    assert [step.label for step in view.steps][-1] == "Cancelled"


def test_commission_follows_the_plan_of_the_goods_category():
    """R5.3: frozen on the line, whatever the plan says later."""
    seller = SellerFactory(plan__name="By category")
    offer = OfferFactory(seller=seller, price=Decimal(100_000))
    seller.plan.by_category = {offer.product.category.code: "0.25"}
    seller.plan.save()

    order = place(gather(offer))

    part = order.parts.get()
    assert part.items.get().commission_rate == Decimal("0.2500")
    assert part.commission == Decimal(25_000)
    assert part.commission_vat == Decimal(3_000)
