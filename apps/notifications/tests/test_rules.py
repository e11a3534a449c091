from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.notifications.rules import MAX_ATTEMPTS, gathered_until, next_attempt

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@given(st.integers(1, MAX_ATTEMPTS - 1))
def test_each_pause_is_at_least_as_long_as_the_one_before(count):
    first = next_attempt(attempt_count=count, now=NOW)
    second = next_attempt(attempt_count=count + 1, now=NOW)

    assert first > NOW
    assert second is None or second >= first


@given(st.integers(MAX_ATTEMPTS, 1000))
def test_after_so_many_tries_it_is_given_up(count):
    assert next_attempt(attempt_count=count, now=NOW) is None


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(1, 1440),
)
def test_a_period_ends_after_now_and_where_the_next_begins(moment, minutes):
    now, every = moment.replace(tzinfo=UTC), timedelta(minutes=minutes)

    due = gathered_until(now=now, every=every)

    assert now < due <= now + every
    assert gathered_until(now=due - timedelta(microseconds=1), every=every) == due
    assert gathered_until(now=due, every=every) == due + every
