"""In which order what people wrote is read, and where a list of it goes on. Pure."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What a column of figures can hold.
MAX_FIGURE = 2**31 - 1


class Sort(StrEnum):
    """Orders of reviews, each with the newest first among equals; as they stand in addresses."""

    NEWEST = "newest"
    HELPFUL = "helpful"
    HIGHEST = "highest"
    LOWEST = "lowest"


def read_sort(text: str) -> Sort:
    """The order an address names; the newest first when it names none."""
    return Sort(text) if text in list(Sort) else Sort.NEWEST


class Place(NamedTuple):
    """The last row of a page: when it was written or answered (None in a list of open questions),
    its id, and the figure its list is ordered by before that, if by any."""

    at: datetime | None
    pk: UUID
    figure: int = 0


def write_place(place: Place) -> str:
    """A place as it stands in an address: the figure, microseconds since 1970 and the id."""
    if place.at is None:
        return str(place.pk)
    return f"{place.figure}_{(place.at - EPOCH) // timedelta(microseconds=1)}_{place.pk}"


def read_place(text: str) -> Place | None:
    """The place an address names; None for none, and for one that somebody made up."""
    figure, at, pk = text.split("_") if text.count("_") == 2 else ("", "", text)
    try:
        if not at:
            return Place(None, UUID(pk))
        place = Place(EPOCH + timedelta(microseconds=int(at)), UUID(pk), int(figure))
    except (ValueError, OverflowError):
        return None
    return place if 0 <= place.figure <= MAX_FIGURE else None
