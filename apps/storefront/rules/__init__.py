"""Which goods the home page shows when. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")

MAX_VIEWED = 60


def of_the_day(pool: Sequence[T], *, on: date, size: int) -> list[T]:
    """`size` of `pool` for that day, going round: other ones each day until all had their turn."""
    if len(pool) <= size:
        return list(pool)
    start = on.toordinal() * size % len(pool)
    return [*pool[start : start + size], *pool[: max(0, start + size - len(pool))]]
