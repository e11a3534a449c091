"""A seller's imports: their history, one of them, and what is wrong with its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from apps.catalog.models import ImportRow, ImportRun, ImportState, RowState
from apps.core.errors import NotAllowed

PAGE = 20
ROWS = 100
UNDER_WAY = (ImportState.WAITING, ImportState.STAGING, ImportState.PUBLISHING)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line of a file that cannot become a card; `errors` are codes."""

    line: int
    sku: str
    errors: list[str]


@dataclass(frozen=True, slots=True)
class RunView:
    """An import as its page shows it."""

    run: ImportRun

    @property
    def is_under_way(self) -> bool:
        return self.run.state in UNDER_WAY

    @property
    def good_count(self) -> int:
        return max(0, self.run.total_count - self.run.bad_count)

    @property
    def percent(self) -> int:
        """How much of what can be published is published."""
        return round(100 * self.run.published_count / self.good_count) if self.good_count else 0

    @property
    def may_publish(self) -> bool:
        """Whether there is something left that its seller may publish."""
        return self.run.state == ImportState.CHECKED and self.good_count > 0


def import_runs(*, seller_id: UUID, after: UUID | None = None, limit: int = PAGE) -> list[RunView]:
    """A shop's imports, newest first, `limit` after `after`: 1 query."""
    runs = ImportRun.objects.filter(seller_id=seller_id)
    if after is not None:
        runs = runs.filter(pk__lt=after)
    return [RunView(run) for run in runs.order_by("-pk")[:limit]]


def import_run(*, seller_id: UUID, run_id: UUID) -> RunView:
    """One of a shop's imports: 1 query. Raises NotAllowed."""
    run = ImportRun.objects.filter(seller_id=seller_id, pk=run_id).first()
    if run is None:
        raise NotAllowed(run=str(run_id))
    return RunView(run)


def bad_rows(*, run_id: UUID, limit: int = ROWS) -> list[BadRow]:
    """The first lines of an import that have errors: 1 query."""
    return [BadRow(*row) for row in _bad(run_id)[:limit]]


def every_bad_row(*, run_id: UUID) -> Iterator[BadRow]:
    """All lines with errors, a few at a time, for a download: 1 query."""
    return (BadRow(*row) for row in _bad(run_id).iterator(2000))


def _bad(run_id: UUID):  # type: ignore[no-untyped-def]  # a ValuesQuerySet of the three columns
    rows = ImportRow.objects.filter(run_id=run_id, state=RowState.BAD).order_by("line")
    return rows.values_list("line", "sku", "errors")
