"""Cards whose document is out of date: marked by facts, made again in batches."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import structlog
from django.db import transaction

from apps.catalog.models import Product
from apps.core.queueing import queue_on_commit
from apps.core.web.page_cache import forget
from apps.search import rules
from apps.search.engines import get_engine
from apps.search.models import DirtyProduct, Rebuild, ReplayedProduct
from apps.search.services.documents import documents_of

log = structlog.get_logger(__name__)


class Drift(NamedTuple):
    """Cards by which the index differed: not in it, in an older form, in it without being on
    sale."""

    missing: int
    stale: int
    surplus: int


# Cards a drain takes at once. An import's are taken in short turns, so that they hold nobody up.
BATCH = 500
BULK_BATCH = 200
# An event of more cards than this is an import's or the like: its cards wait for the others.
BULK = 50
# Kept lists of these carry the token as their tag.
SCOPES = ("category", "seller")


@transaction.atomic
def mark_dirty(*, product_ids: Collection[UUID]) -> None:
    """Have these cards' documents made again, and wake the worker after the commit."""
    is_bulk = len(product_ids) > BULK
    rows = [DirtyProduct(product_id=pk, is_bulk=is_bulk) for pk in sorted(set(product_ids))]
    if is_bulk:
        DirtyProduct.objects.bulk_create(rows, ignore_conflicts=True)
    else:
        # A card of an import that somebody changes meanwhile goes to the front.
        DirtyProduct.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["product_id"],
            update_fields=["is_bulk", "marked_at"],
        )
    queue_on_commit("search.drain_bulk" if is_bulk else "search.drain_dirty")


def mark_all_dirty() -> None:
    """Have every listed card's document made again: names of categories or attributes changed."""
    for ids in listed_batches():
        mark_dirty(product_ids=ids)


def fill_new_index() -> bool:
    """Mark the whole catalogue when the engine had to begin its index anew; whether it had to."""
    engine = get_engine()
    if engine.is_filled():
        return False
    log.warning("search.index.begun_anew")
    mark_all_dirty()
    engine.mark_filled()
    return True


@transaction.atomic
def drain_dirty(*, is_bulk: bool = False) -> bool:
    """Make the documents of the next marked cards anew, an import's or the others'; whether more
    may be waiting. Several workers may drain at once. 12 queries."""
    limit = BULK_BATCH if is_bulk else BATCH
    waiting = DirtyProduct.objects.select_for_update(skip_locked=True).filter(is_bulk=is_bulk)
    rows = waiting.order_by("marked_at", "product_id").values_list("product_id", flat=True)
    ids = list(rows[:limit])
    if not ids:
        return False
    # The marks go before the cards are read: one made meanwhile waits, and is drained by itself.
    DirtyProduct.objects.filter(product_id__in=ids).delete()
    if Rebuild.objects.exists():
        again = [ReplayedProduct(product_id=pk) for pk in sorted(ids)]
        ReplayedProduct.objects.bulk_create(again, ignore_conflicts=True)
    _write(ids)
    return len(ids) == limit


def repair_drift() -> Drift:
    """Compare the index with the catalogue, card by card, and have what differs made again. Cards
    that are marked already are in step: their turn is near. About 9 queries per 500 cards."""
    engine = get_engine()
    missing = stale = surplus = 0
    for ids in listed_batches():
        wanted = {each.product_id: each.digest for each in documents_of(product_ids=ids)}
        present = engine.digests(product_ids=ids)
        wrong = _unmarked(pk for pk in ids if wanted.get(pk) != present.get(pk))
        missing += sum(pk not in present for pk in wrong)
        stale += sum(pk in present for pk in wrong)
        _mark_drifted(wrong)
    for ids in _batches(engine.all_ids()):
        listed = set(Product.objects.listed().filter(pk__in=ids).values_list("pk", flat=True))
        wrong = _unmarked(pk for pk in ids if pk not in listed)
        surplus += len(wrong)
        _mark_drifted(wrong)
    drift = Drift(missing, stale, surplus)
    tell = log.warning if any(drift) else log.info
    tell("search.index.compared", **drift._asdict())
    return drift


def _unmarked(ids: Iterable[UUID]) -> list[UUID]:
    wrong = list(ids)
    marked = DirtyProduct.objects.filter(product_id__in=wrong)
    return sorted({*wrong} - set(marked.values_list("product_id", flat=True)))


def _mark_drifted(ids: Collection[UUID]) -> None:
    if ids:
        mark_dirty(product_ids=ids)


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _write(ids: list[UUID]) -> None:
    """Bring the documents of these cards up to date and drop the kept lists where one is missing.

    A list that shows a changed or removed card carries the card's own tag, which the catalogue
    drops; here go found words, and the categories and shops where a card is new.
    """
    engine = get_engine()
    documents = documents_of(product_ids=ids)
    new = engine.write(documents=documents)
    engine.remove(product_ids=set(ids) - {document.product_id for document in documents})
    tokens = {token for each in documents if each.product_id in new for token in each.tokens}
    forget(["search", *(token for token in tokens if rules.group_of(token) in SCOPES)])
    log.info("search.index.written", documents=len(documents), cards=len(ids))


def listed_batches(*, size: int = BATCH) -> Iterator[list[UUID]]:
    """The ids of all listed cards, in lists of `size` at most; a query each."""
    after = None
    while True:
        rows = Product.objects.listed().order_by("pk")
        if after is not None:
            rows = rows.filter(pk__gt=after)
        ids = list(rows.values_list("pk", flat=True)[:size])
        if not ids:
            return
        yield ids
        after = ids[-1]
