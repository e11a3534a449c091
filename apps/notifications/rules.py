"""When a message is tried again. Pure."""

from datetime import datetime, timedelta

MAX_ATTEMPTS = 6
PAUSES = [timedelta(seconds=s) for s in (30, 120, 600, 3600, 4 * 3600)]


def next_attempt(*, attempt_count: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; None when it is time to give up."""
    if attempt_count >= MAX_ATTEMPTS:
        return None
    return now + PAUSES[min(attempt_count - 1, len(PAUSES) - 1)]
