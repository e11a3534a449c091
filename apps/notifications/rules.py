"""When a message is sent, and tried again. Pure."""

from datetime import UTC, datetime, timedelta

MAX_ATTEMPTS = 6
PAUSES = [timedelta(seconds=s) for s in (30, 120, 600, 3600, 4 * 3600)]


def next_attempt(*, attempt_count: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; None when it is time to give up."""
    if attempt_count >= MAX_ATTEMPTS:
        return None
    return now + PAUSES[min(attempt_count - 1, len(PAUSES) - 1)]


def gathered_until(*, now: datetime, every: timedelta) -> datetime:
    """The end of the period that `now` lies in, which begins where the one before ended: what
    happens in between is told in one message then."""
    return now + every - (now - datetime.min.replace(tzinfo=UTC)) % every
