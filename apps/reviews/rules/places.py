"""Where a list of what people wrote goes on. Pure."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """The last row of a page: when it was written or answered (None in a list of open questions),
    its id."""

    at: datetime | None
    pk: UUID


def write_place(place: Place) -> str:
    """A place as it stands in an address: microseconds since 1970 and the id."""
    if place.at is None:
        return str(place.pk)
    return f"{(place.at - EPOCH) // timedelta(microseconds=1)}_{place.pk}"


def read_place(text: str) -> Place | None:
    """The place an address names; None for none, and for one that somebody made up."""
    at, parted, pk = text.rpartition("_")
    try:
        moment = EPOCH + timedelta(microseconds=int(at)) if parted else None
        return Place(moment, UUID(pk))
    except (ValueError, OverflowError):
        return None
