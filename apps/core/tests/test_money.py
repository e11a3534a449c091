"""Money: rounded in one place, split without losing a coin, written as people read it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.money import format_money, round_money, split_by_weight, unit_of

CURRENCIES = st.sampled_from(["UZS", "RUB", "EUR", "USD", "XXX"])
WEIGHTS = st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=1, max_size=30)


@given(st.integers(-(10**12), 10**12), WEIGHTS, CURRENCIES)
def test_the_parts_of_a_sum_are_the_sum(coins, weights, currency):
    amount = coins * unit_of(currency)

    parts = split_by_weight(amount, weights=weights, currency=currency)

    assert sum(parts) == amount
    assert all(part == round_money(part, currency=currency) for part in parts)


@given(st.integers(0, 10**12), WEIGHTS, CURRENCIES)
def test_no_part_is_a_whole_coin_from_its_exact_share(coins, weights, currency):
    unit, total = unit_of(currency), sum(weights)
    parts = split_by_weight(coins * unit, weights=weights, currency=currency)

    for part, weight in zip(parts, weights, strict=True):
        share = coins * weight / total if total else Decimal(coins) / len(weights)
        assert abs(part / unit - share) < 1


@pytest.mark.parametrize(
    ("amount", "weights"), [(Decimal(1), []), (Decimal(1), [Decimal(-1)]), (Decimal("0.5"), [1])]
)
def test_what_cannot_be_split_is_refused(amount, weights):
    with pytest.raises(ValueError, match=r"weights|units"):
        split_by_weight(amount, weights=weights, currency="UZS")


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [("2.5", "UZS", "3"), ("2.49", "UZS", "2"), ("-2.5", "UZS", "-3"), ("0.125", "EUR", "0.13")],
)
def test_halves_are_rounded_away_from_zero(amount, currency, rounded):
    assert round_money(Decimal(amount), currency=currency) == Decimal(rounded)


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        ("1149000", "UZS", "uz", "1\u202f149\u202f000\u00a0soʻm"),
        ("1149000", "UZS", "ru", "1\u202f149\u202f000\u00a0сум"),
        ("-1500.5", "EUR", "en", "\u22121\u202f500.50\u00a0€"),
        ("1500.5", "RUB", "ru", "1\u202f500,50\u00a0₽"),
    ],
)
def test_a_sum_is_written_as_its_reader_writes_it(amount, currency, language, text):
    assert format_money(Decimal(amount), currency=currency, language=language) == text
