from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.shipping import rules
from apps.shipping.models import ShipmentState
from apps.shipping.rules import RateFacts

RATE = RateFacts(
    base=Decimal(15000),
    per_kg=Decimal(2000),
    free_from=Decimal(300000),
    days_min=0,
    days_max=1,
    max_weight_g=30_000,
)
ALLOWED = {
    ("created", "ready"),
    ("created", "cancelled"),
    ("ready", "in_transit"),
    ("ready", "out_for_delivery"),
    ("ready", "cancelled"),
    ("in_transit", "out_for_delivery"),
    ("in_transit", "failed"),
    ("in_transit", "returned"),
    ("out_for_delivery", "delivered"),
    ("out_for_delivery", "failed"),
    ("failed", "out_for_delivery"),
    ("failed", "returned"),
}


@pytest.mark.parametrize("start", ShipmentState.values)
@pytest.mark.parametrize("end", ShipmentState.values)
def test_a_parcel_goes_only_where_the_table_says(start, end):
    assert rules.may_move(start=start, end=end) == ((start, end) in ALLOWED)


@pytest.mark.parametrize(
    ("weight_g", "volume_cm3", "counts"),
    [(3200, 40 * 30 * 20, 4800), (2000, 1000, 2000), (0, 1, 1), (100, 0, 100)],
)
def test_the_heavier_of_weight_and_volume_counts(weight_g, volume_cm3, counts):
    assert rules.chargeable_g(weight_g=weight_g, volume_cm3=volume_cm3) == counts


@pytest.mark.parametrize(
    ("weight_g", "goods", "fee"),
    [
        (0, 0, 15000),
        (1000, 299_999, 15000),
        (1001, 0, 17000),
        (4800, 0, 23000),
        (30_000, 0, 15000 + 29 * 2000),
        (30_001, 0, 2 * 15000 + 29 * 2000),
        (90_000, 300_000, 0),
    ],
)
def test_a_fee_is_the_first_kilogram_and_each_further_one_begun(weight_g, goods, fee):
    assert rules.delivery_fee(rate=RATE, weight_g=weight_g, goods=Decimal(goods)) == fee


@given(st.decimals(0, 10**6, places=2))
def test_what_is_missing_for_free_delivery_makes_it_free(goods):
    missing = rules.missing_for_free(rate=RATE, goods=goods)

    fee = rules.delivery_fee(rate=RATE, weight_g=500, goods=goods + (missing or 0))
    assert fee == 0
    assert (missing is None) == (rules.delivery_fee(rate=RATE, weight_g=500, goods=goods) == 0)


def test_nothing_is_missing_where_delivery_is_never_free():
    assert rules.missing_for_free(rate=replace(RATE, free_from=None), goods=Decimal(1)) is None


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_a_heavier_parcel_never_costs_less(one, other):
    light, heavy = sorted([one, other])
    fees = [
        rules.delivery_fee(rate=RATE, weight_g=weight, goods=Decimal(0))
        for weight in (light, heavy)
    ]

    assert RATE.base <= fees[0] <= fees[1]


@pytest.mark.parametrize(
    ("hour", "handling_days", "first", "last"),
    [(15, 1, 25, 26), (16, 1, 26, 27), (15, 0, 24, 25), (23, 3, 28, 29)],
)
def test_an_order_after_the_cut_off_counts_as_the_next_days(hour, handling_days, first, last):
    days = rules.promise(
        rate=RATE, handling_days=handling_days, ordered_at=datetime(2026, 11, 24, hour, 59)
    )

    assert days == (date(2026, 11, first), date(2026, 11, last))
