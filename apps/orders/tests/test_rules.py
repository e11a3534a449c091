"""Orders' rules: who may move what, and that every sum adds up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.orders import rules

ROLES = ("shopper", "seller", "staff", "courier", "system", "guest")
ALLOWED = {
    ("created", "paid"): {"system"},
    ("created", "cancelled"): {"shopper", "staff", "system"},
    ("paid", "accepted"): {"seller", "staff"},
    ("paid", "cancelled"): {"shopper", "seller", "staff", "system"},
    ("accepted", "packed"): {"seller", "staff"},
    ("accepted", "cancelled"): {"seller", "staff"},
    ("packed", "shipped"): {"seller", "staff", "system"},
    ("packed", "cancelled"): {"seller", "staff"},
    ("shipped", "delivered"): {"system", "staff"},
    ("delivered", "completed"): {"system"},
}
STATES = (*rules.PROGRESS, "cancelled")
SELLERS = [UUID(int=n) for n in (1, 2, 3)]
rates = st.decimals(0, Decimal("0.4"), places=4)


@pytest.mark.parametrize(("start", "end"), list(product(STATES, STATES)))
def test_a_part_moves_only_along_the_table_and_by_those_who_may(start, end):
    """R5.4"""
    may = {role for role in ROLES if rules.may_move(start=start, end=end, role=role)}

    assert may == ALLOWED.get((start, end), set())


def test_the_table_knows_every_state():
    assert set(rules.MOVES) == set(STATES)
    assert {end for ends in rules.MOVES.values() for end in ends} <= set(STATES)


def test_an_order_is_as_far_as_its_slowest_living_part():
    assert rules.order_state(parts=["delivered", "paid", "shipped"]) == "paid"
    assert rules.order_state(parts=["delivered", "cancelled"]) == "delivered"
    assert rules.order_state(parts=["cancelled", "cancelled"]) == "cancelled"


@given(st.lists(st.sampled_from(STATES), min_size=1, max_size=6))
def test_an_orders_state_is_always_that_of_one_of_its_parts(parts):
    assert rules.order_state(parts=parts) in parts


def line(number, *, seller=SELLERS[0], quantity=1, price=Decimal(100_000), rate=Decimal("0.1")):
    return rules.LineFacts(
        offer_id=UUID(int=100 + number),
        seller_id=seller,
        quantity=quantity,
        price=price,
        vat_rate=Decimal("0.12"),
        commission_rate=rate,
        weight_g=500,
        volume_cm3=1000,
    )


lines = st.lists(
    st.builds(
        line,
        st.integers(0, 10_000),
        seller=st.sampled_from(SELLERS),
        quantity=st.integers(1, 999),
        price=st.integers(1, 10**9).map(Decimal),
        rate=rates,
    ),
    min_size=1,
    max_size=12,
)


@given(lines, st.integers(0, 10**6).map(Decimal))
def test_a_priced_checkout_adds_up_and_its_shares_lose_nothing(facts, fee):
    """R5.2: the order is the sum of its parts, a part of its lines, and what a part's payer pays is
    divided to the last coin."""
    priced = rules.price_checkout(
        lines=facts,
        delivery=dict.fromkeys(SELLERS, fee),
        commission_vat_rate=Decimal("0.12"),
        currency="UZS",
    )

    assert priced.total == sum(part.goods + part.delivery for part in priced.parts)
    assert priced.goods == sum(fact.price * fact.quantity for fact in facts)
    for part in priced.parts:
        assert part.goods == sum(row.total for row in part.lines)
        assert part.commission == sum(row.commission for row in part.lines)
        assert all(row.commission == row.commission.to_integral_value() for row in part.lines)
        shares = rules.shares_of(
            seller_id=part.seller_id,
            goods=part.goods,
            delivery=part.delivery,
            commission=part.commission,
            commission_vat=part.commission_vat,
        )
        assert sum(share.amount for share in shares) == part.goods + part.delivery
        assert all(share.amount > 0 for share in shares)


@pytest.mark.parametrize("facts", [[], [line(1, quantity=0)], [line(1, quantity=-2)]])
def test_a_checkout_of_nothing_has_no_price(facts):
    with pytest.raises(ValueError, match="at least one piece"):
        rules.price_checkout(
            lines=facts,
            delivery={SELLERS[0]: Decimal(0)},
            commission_vat_rate=Decimal("0.12"),
            currency="UZS",
        )


def test_a_commission_above_the_goods_is_refused():
    with pytest.raises(ValueError, match="more than the goods"):
        rules.price_checkout(
            lines=[line(1, rate=Decimal("0.95"))],
            delivery={SELLERS[0]: Decimal(0)},
            commission_vat_rate=Decimal("0.12"),
            currency="UZS",
        )


@given(st.integers(-3, 60))
def test_a_seller_always_has_at_least_a_day_to_ship(handling_days):
    paid_at = datetime(2026, 11, 24, 12, tzinfo=UTC)

    until = rules.ship_by(paid_at=paid_at, handling_days=handling_days)

    assert until - paid_at == timedelta(days=max(1, handling_days))
