from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from apps.cart.rules import STOPPERS, problem_of

prices = st.decimals(1, 10**9, places=2)


def problem(**changes):
    fine = {
        "is_listed": True,
        "free": 10,
        "quantity": 2,
        "price": Decimal(100),
        "seen_price": Decimal(100),
    }
    return problem_of(**fine | changes)


def test_a_line_that_did_not_change_has_nothing_to_tell():
    assert problem() == ""
    assert problem(quantity=10) == ""


def test_the_gravest_thing_is_told_first():
    dearer = {"price": Decimal(120)}
    assert problem(is_listed=False, free=0, **dearer) == "gone"
    assert problem(free=0, **dearer) == "sold_out"
    assert problem(free=1, **dearer) == "too_many"
    assert problem(**dearer) == "price_up"
    assert problem(price=Decimal(80)) == "price_down"


@given(st.booleans(), st.integers(0, 50), st.integers(1, 50), prices, prices)
def test_only_what_cannot_be_had_stops_a_line(is_listed, free, quantity, price, seen_price):
    found = problem_of(
        is_listed=is_listed, free=free, quantity=quantity, price=price, seen_price=seen_price
    )
    assert (found in STOPPERS) == (not is_listed or quantity > free)
    if found not in STOPPERS:
        assert (found == "") == (price == seen_price)
