"""What waits for staff: a queue says how much, since when, and where to look."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import models
from django.utils.functional import Promise

M = TypeVar("M", bound=models.Model)
# Nobody needs to know more exactly how long a queue is.
MAX_COUNT = 1000


@dataclass(frozen=True, slots=True)
class Queue:
    """`count` is at most `MAX_COUNT`; `oldest_at` is when its oldest entry began to wait; `query`
    filters the list that `view` names."""

    title: str | Promise
    count: int
    oldest_at: datetime | None
    view: str
    query: str = ""

    @property
    def is_overflowing(self) -> bool:
        return self.count >= MAX_COUNT


@dataclass(frozen=True, slots=True)
class Found:
    """A row that somebody looked for by a word of it; `view` names its page."""

    title: str
    what: str | Promise
    view: str
    pk: object


def measure(rows: "models.QuerySet[M]", *, since: str) -> tuple[int, datetime | None]:
    """How many rows wait and since when, by the field `since`: 1 query, bounded."""
    moments = list(rows.order_by(since).values_list(since, flat=True)[:MAX_COUNT])
    return len(moments), (moments[0] if moments else None)
