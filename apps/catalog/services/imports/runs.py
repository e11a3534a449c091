"""A run from its file to its end: started by a seller or a command, worked off by a worker."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import IO
from uuid import UUID

import structlog
from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from apps.catalog.events import ImportFinished
from apps.catalog.models import ImportRun, ImportState
from apps.catalog.services.imports.files import COLUMNS, NEEDED, check_magic, format_of
from apps.catalog.services.imports.publishing import open_books, publish_chunk
from apps.catalog.services.imports.staging import stage
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed, TooLarge
from apps.core.events import publish
from apps.core.queueing import queue_on_commit
from apps.sellers.models import Seller

log = structlog.get_logger(__name__)

MAX_UPLOAD = 200 * 1024 * 1024
# A run that nobody has touched for this long has lost its worker.
STALE = timedelta(minutes=2)
STILL_RUNNING = _t("An import of this shop is still running. Please wait for its end.")
UNFINISHED = (ImportState.WAITING, ImportState.STAGING, ImportState.PUBLISHING)


def start_import(
    *,
    seller_id: UUID,
    file: "File[bytes]",
    name: str,
    language: str,
    rates: Mapping[str, Decimal],
    default_stock: int,
    keep_good: bool,
    is_trial: bool,
    by: Actor,
) -> ImportRun:
    """Take a file in; after the commit a worker stages and checks it, and publishes it unless it is
    a trial.

    `rates`: what one unit of a currency costs in the market's; the market's own counts as 1.
    Raises NotAllowed (another shop), Forbidden (no right), Invalid (not such a file), TooLarge,
    Conflict (an import of this shop is under way).
    """
    with transaction.atomic():
        run = _take_in(
            seller_id=seller_id,
            file=file,
            name=name,
            language=language,
            rates=rates,
            default_stock=default_stock,
            keep_good=keep_good,
            is_trial=is_trial,
            by=by,
        )
        queue_on_commit("catalog.run_import", run_id=str(run.pk))
    return run


def confirm_import(*, run_id: UUID, keep_good: bool, by: Actor, now: datetime) -> ImportRun:
    """Publish a checked run after all: a trial, or one with errors whose good rows are wanted.
    Raises NotAllowed, Forbidden, Conflict (nothing left to publish)."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None or not by.acts_for(run.seller_id):
            raise NotAllowed(run=str(run_id))
        if not by.may("products"):
            raise Forbidden(right="products")
        if run.state != ImportState.CHECKED or (run.bad_count and not keep_good):
            raise Conflict(_("This import cannot be published as it is."))
        run.state, run.keep_good = ImportState.PUBLISHING, keep_good
        run.failure, run.finished_at, run.is_trial = "", None, False
        run.save()
        queue_on_commit("catalog.run_import", run_id=str(run.pk))
    return run


def name_columns(*, run_id: UUID, columns: Mapping[str, str], by: Actor) -> ImportRun:
    """Say what a table's own columns hold, ours to theirs; the file is then read again, and the
    shop's next files with such columns are understood at once. Raises NotAllowed, Forbidden,
    Conflict (no such question is open), Invalid (a needed column without one, or one twice)."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None or not by.acts_for(run.seller_id):
            raise NotAllowed(run=str(run_id))
        if not by.may("products"):
            raise Forbidden(right="products")
        if run.failure != "columns_missing" or not run.heading:
            raise Conflict(_("This import does not ask for its columns."))
        if ImportRun.objects.filter(seller_id=run.seller_id, state__in=UNFINISHED).exists():
            raise Conflict(STILL_RUNNING)
        chosen = {ours: theirs for ours, theirs in columns.items() if theirs}
        missing = [name for name in NEEDED if name not in chosen]
        if missing or not set(chosen.values()) <= set(run.heading):
            raise Invalid(fields={name: _("Choose a column.") for name in missing or chosen})
        if not set(chosen) <= set(COLUMNS) or len(set(chosen.values())) < len(chosen):
            raise Invalid(_("A column holds one thing only: choose each at most once."))
        run.columns = {theirs.casefold(): ours for ours, theirs in chosen.items()}
        run.state, run.failure, run.finished_at = ImportState.WAITING, "", None
        run.save()
        queue_on_commit("catalog.run_import", run_id=str(run.pk))
    return run


def run_import(
    *, run_id: UUID, now: datetime, tell: Callable[[str], None] = lambda _text: None
) -> None:
    """Work a run off from wherever it stands. A second worker on the same run does nothing.
    `tell` hears about progress."""
    with _alone(run_id) as is_first:
        if not is_first:
            return
        run = ImportRun.objects.select_related("seller").get(pk=run_id)
        if run.state in (ImportState.WAITING, ImportState.STAGING):
            try:
                stage(run, now=now)
            except Invalid as error:
                reason = str(error.facts.get("reason", "unreadable"))
                heading = error.facts.get("heading", [])
                ImportRun.objects.filter(pk=run.pk).update(heading=heading)
                _finish(run, ImportState.FAILED, now=now, failure=reason)
                return
            tell(f"{run.total_count} cards read, {run.bad_count} with errors")
            if run.is_trial or (run.bad_count and not run.keep_good):
                _finish(run, ImportState.CHECKED, now=now)
                return
            ImportRun.objects.filter(pk=run.pk).update(state=ImportState.PUBLISHING)
            run.state = ImportState.PUBLISHING
        if run.state == ImportState.PUBLISHING:
            _publish_all(run, now=now, tell=tell)


def import_file(
    *,
    seller_id: UUID,
    source: IO[bytes],
    name: str,
    rates: Mapping[str, Decimal],
    language: str,
    default_stock: int,
    keep_good: bool,
    is_trial: bool,
    by: Actor,
    now: datetime,
    tell: Callable[[str], None],
) -> ImportRun:
    """A whole import at once, for the command line. Raises what `start_import` raises."""
    with transaction.atomic():
        run = _take_in(
            seller_id=seller_id,
            file=File(source),
            name=name,
            language=language,
            rates=rates,
            default_stock=default_stock,
            keep_good=keep_good,
            is_trial=is_trial,
            by=by,
        )
    run_import(run_id=run.pk, now=now, tell=tell)
    run.refresh_from_db()
    return run


def resume_imports(*, now: datetime) -> list[UUID]:
    """Runs whose worker seems gone, to be queued again; at most 20."""
    stale = ImportRun.objects.filter(state__in=UNFINISHED, updated_at__lt=now - STALE)
    return list(stale.order_by("updated_at").values_list("pk", flat=True)[:20])


def _take_in(
    *,
    seller_id: UUID,
    file: "File[bytes]",
    name: str,
    language: str,
    rates: Mapping[str, Decimal],
    default_stock: int,
    keep_good: bool,
    is_trial: bool,
    by: Actor,
) -> ImportRun:
    if not by.acts_for(seller_id):
        raise NotAllowed(seller=str(seller_id))
    if not by.may("products"):
        raise Forbidden(right="products")
    if file.size > MAX_UPLOAD:
        raise TooLarge(limit=MAX_UPLOAD)
    kind = format_of(name)
    file.seek(0)
    check_magic(file.read(4096), kind=kind)
    file.seek(0)
    if any(rate <= 0 for rate in rates.values()):
        raise Invalid(fields={"rate": _("A rate is more than zero.")})
    Seller.objects.select_for_update().get(pk=seller_id)
    if ImportRun.objects.filter(seller_id=seller_id, state__in=UNFINISHED).exists():
        raise Conflict(STILL_RUNNING)
    run = ImportRun(
        seller_id=seller_id,
        author_id=by.user_id,
        file_name=name[-200:],
        format=kind,
        language=language,
        rates={
            settings.MARKET_CURRENCY: "1",
            **{code: str(rate) for code, rate in rates.items()},
        },
        default_stock=default_stock,
        keep_good=keep_good,
        is_trial=is_trial,
        by_staff=by.role in ("staff", "system"),
    )
    run.columns = _remembered(seller_id)
    run.file.save(f"{run.pk}.{kind}", file, save=False)
    run.save(force_insert=True)
    return run


def _remembered(seller_id: UUID) -> dict[str, str]:
    """What the shop said of columns last."""
    told = ImportRun.objects.filter(seller_id=seller_id).exclude(columns={}).order_by("-pk")
    return told.values_list("columns", flat=True).first() or {}


def _publish_all(run: ImportRun, *, now: datetime, tell: Callable[[str], None]) -> None:
    books = open_books(may_add=run.by_staff)
    done = 0
    while count := publish_chunk(run=run, books=books, now=now):
        done += count
        tell(f"{done} of {run.total_count - run.bad_count} published")
    run.refresh_from_db()
    _finish(run, ImportState.DONE, now=now)


def _finish(run: ImportRun, state: ImportState, *, now: datetime, failure: str = "") -> None:
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(
            state=state, failure=failure, finished_at=now, updated_at=now
        )
        publish(ImportFinished(run.pk, run.seller_id))
    log.info("catalog.import.finished", run=str(run.pk), state=str(state), failure=failure)


@contextmanager
def _alone(run_id: UUID) -> Iterator[bool]:
    """Whether this process is the only one on the run; the database forgets the lock with the
    connection, so a crash leaves none behind."""
    key = run_id.int & 0x7FFF_FFFF_FFFF_FFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        [is_first] = cursor.fetchone()
        try:
            yield is_first
        finally:
            if is_first:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
