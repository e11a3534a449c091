"""Whose cards may be approved many at once. Pure."""

from datetime import timedelta

# A record is what staff decided in so long.
RECORD = timedelta(days=90)
LEAST_APPROVED = 20


def is_good_record(*, approved: int, refused: int) -> bool:
    """Whether a shop's versions need no look one by one: enough of them were approved lately, and
    none refused."""
    return approved >= LEAST_APPROVED and refused == 0
