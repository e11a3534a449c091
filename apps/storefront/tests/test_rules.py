from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.storefront.rules import of_the_day

DAY = date(2026, 11, 25)


@given(st.integers(0, 80), st.integers(1, 12), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_has_as_many_deals_as_fit_each_once(goods, size, on):
    picked = of_the_day(range(goods), on=on, size=size)

    assert len(picked) == len(set(picked)) == min(goods, size)
    assert set(picked) <= set(range(goods))


@given(st.integers(1, 60), st.integers(1, 12))
def test_every_deal_has_its_turn_before_the_round_is_over(goods, size):
    days = -(-goods // size) + 1
    shown = {
        each
        for n in range(days)
        for each in of_the_day(range(goods), on=DAY + timedelta(n), size=size)
    }

    assert shown == set(range(goods))
