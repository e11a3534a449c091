"""What a question and its answers may be, and where a list of them goes on. Pure."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

MIN_QUESTION_LENGTH = 5
MAX_QUESTION_LENGTH = 500
MAX_ANSWER_LENGTH = 1000
# Enough to choose from, and few enough to read.
MAX_SHOPPERS_ANSWERS = 10


class Place(NamedTuple):
    """The last row of a page: when it was answered (None in a list of open questions), its id."""

    answered_at: datetime | None
    pk: UUID


def write_place(place: Place) -> str:
    """A place as it stands in an address: microseconds since 1970 and the id."""
    if place.answered_at is None:
        return str(place.pk)
    return f"{(place.answered_at - EPOCH) // timedelta(microseconds=1)}_{place.pk}"


def read_place(text: str) -> Place | None:
    """The place an address names; None for none, and for one that somebody made up."""
    at, parted, pk = text.rpartition("_")
    try:
        moment = EPOCH + timedelta(microseconds=int(at)) if parted else None
        return Place(moment, UUID(pk))
    except (ValueError, OverflowError):
        return None
