from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.payments import rules
from apps.payments.models import AttemptState
from apps.payments.rules import Leg

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
accounts = st.tuples(st.sampled_from(["held", "seller_pending"]), st.sampled_from(["a", "b", "c"]))


@given(st.lists(st.tuples(accounts, amounts), min_size=1, max_size=12))
def test_a_movement_keeps_every_accounts_sum_and_only_stands_when_all_sum_to_zero(rows):
    legs = [Leg(kind, owner, amount) for (kind, owner), amount in rows]
    total = sum(leg.amount for leg in legs)
    legs.append(Leg("clearing", "bank", -total))

    try:
        moved = rules.movement(legs)
    except ValueError:
        moved = []

    assert sum(leg.amount for leg in moved) == 0
    assert len({(leg.kind, leg.owner) for leg in moved}) == len(moved)
    for leg in moved:
        wanted = sum(x.amount for x in legs if (x.kind, x.owner) == (leg.kind, leg.owner))
        assert leg.amount == wanted != 0


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [Leg("held", "a", Decimal(0))],
        [Leg("held", "a", Decimal(1))],
        [Leg("held", "a", Decimal("0.001")), Leg("clearing", "b", Decimal("-0.001"))],
        [Leg("held", "a", Decimal(5)), Leg("held", "a", Decimal(-5))],
    ],
)
def test_what_moves_nothing_or_is_crooked_is_no_movement(legs):
    with pytest.raises(ValueError, match=r"movement|finer"):
        rules.movement(legs)


@pytest.mark.parametrize("start", AttemptState)
@pytest.mark.parametrize("end", AttemptState)
def test_a_paid_try_stays_paid_and_nothing_starts_again(start, end):
    allowed = rules.may_move(start=start, end=end)

    if start == AttemptState.SUCCEEDED or end in (start, AttemptState.STARTED):
        assert not allowed
    elif end in (AttemptState.SUCCEEDED, AttemptState.UNKNOWN):
        assert allowed
    elif start in (AttemptState.DECLINED, AttemptState.CANCELLED):
        assert not allowed
    elif end == AttemptState.PENDING:
        assert allowed == (start == AttemptState.STARTED)
    else:
        assert allowed


@pytest.mark.parametrize(
    ("state", "left", "payable"),
    [("open", 1, True), ("open", 0, False), ("open", -1, False), ("succeeded", 1, False)],
)
def test_a_payment_is_payable_while_open_and_in_time(state, left, payable):
    expires_at = NOW + timedelta(seconds=left)

    assert rules.is_payable(state=state, expires_at=expires_at, now=NOW) == payable
