"""The whole index made anew beside traffic, by as many processes as make it fast."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from multiprocessing import get_context
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.core.web.page_cache import forget
from apps.search.engines import get_engine
from apps.search.engines.base import Document
from apps.search.models import Rebuild, ReplayedProduct
from apps.search.services.documents import documents_of
from apps.search.services.indexing import listed_batches, mark_dirty

BATCH = 1_000
LONGEST_REBUILD = timedelta(hours=2)


def reindex(*, tell: Callable[[str], None], processes: int = 1) -> int:
    """Make the whole index anew beside traffic; returns the number of cards put into it.

    Searches are answered by the old index until the new one is complete. Cards that change
    meanwhile are written into the old one, so that they are found, and again into the new one.
    With more than one of them, `processes` of their own read the catalogue; then it must not be
    called within a transaction, nor where other threads run. Raises Conflict while another rebuild
    runs; one that was killed holds nobody up for long.
    """
    engine = get_engine()
    with _alone():
        engine.forget_words()
        count = 0
        with _documents(processes) as made, engine.rebuild() as put:
            for documents in made:
                put(documents)
                count += len(documents)
                tell(f"{count} cards")
        forget(["search"])
    return count


@contextmanager
def _documents(processes: int) -> Iterator[Iterator[list[Document]]]:
    """Every listed card's document, in batches."""
    batches = listed_batches(size=BATCH)
    if processes == 1:
        yield map(_documents_of, batches)
        return
    first = list(islice(batches, 2 * processes))
    connections.close_all()  # a child would go on speaking in its parent's
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        # All of them start with the first: before an engine has threads that a fork would lose.
        ahead = deque(pool.submit(_documents_of, ids) for ids in first)
        yield _in_order(pool, ahead, batches)


def _in_order(
    pool: ProcessPoolExecutor, ahead: deque[Future[list[Document]]], batches: Iterator[list[UUID]]
) -> Iterator[list[Document]]:
    """Batches as they were asked for; never more of them in memory than were ahead at first."""
    while ahead:
        documents = ahead.popleft().result()
        ahead.extend(pool.submit(_documents_of, ids) for ids in islice(batches, 1))
        yield documents


def _documents_of(ids: list[UUID]) -> list[Document]:
    return documents_of(product_ids=ids)


@contextmanager
def _alone() -> Iterator[None]:
    """One rebuild at a time; what the drains wrote meanwhile is marked at its end, however it
    ends."""
    with transaction.atomic():
        Rebuild.objects.filter(started_at__lt=timezone.now() - LONGEST_REBUILD).delete()
        if Rebuild.objects.exists():
            raise Conflict(_("The index is being made anew already."))
        running = Rebuild.objects.create()
    try:
        yield
    finally:
        with transaction.atomic():
            running.delete()
            rows = ReplayedProduct.objects.select_for_update().order_by("product_id")
            changed = list(rows.values_list("product_id", flat=True))
            ReplayedProduct.objects.filter(product_id__in=changed).delete()
            if changed:
                mark_dirty(product_ids=changed)
