"""Cards whose document is out of date: marked by facts, made again in batches."""

from collections.abc import Callable, Collection, Iterator
from uuid import UUID

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

from apps.catalog.models import Product
from apps.core.web.page_cache import forget
from apps.search import rules
from apps.search.engines import get_engine
from apps.search.models import DirtyProduct
from apps.search.services.documents import documents_of

log = structlog.get_logger(__name__)

BATCH = 500
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
    transaction.on_commit(_wake_worker, robust=True)


def mark_all_dirty() -> None:
    """Have every listed card's document made again: names of categories or attributes changed."""
    for ids in _batches():
        mark_dirty(product_ids=ids)


@transaction.atomic
def drain_dirty() -> int:
    """Make the documents of the next marked cards anew; returns how many cards were taken, at most
    BATCH. Several workers may drain at once. 11 queries."""
    waiting = DirtyProduct.objects.select_for_update(skip_locked=True)
    rows = waiting.order_by("is_bulk", "marked_at", "product_id")
    ids = list(rows.values_list("product_id", flat=True)[:BATCH])
    if not ids:
        return 0
    # The marks go before the cards are read: one made meanwhile waits, and is drained by itself.
    DirtyProduct.objects.filter(product_id__in=ids).delete()
    _write(ids)
    return len(ids)


def reindex(*, tell: Callable[[str], None]) -> int:
    """Make the whole index anew beside traffic, in short transactions; cards that are no longer
    listed leave it. Returns the number of documents. Safe to stop and to repeat."""
    engine = get_engine()
    engine.forget_words()
    total = 0
    for ids in _batches():
        with transaction.atomic():
            documents = documents_of(product_ids=ids)
            engine.write(documents=documents)
        total += len(documents)
        tell(f"{total} cards")
    after = None
    while known := engine.known_ids(after=after, limit=BATCH):
        after = known[-1]
        with transaction.atomic():
            listed = {document.product_id for document in documents_of(product_ids=known)}
            engine.remove(product_ids=set(known) - listed)
    forget(["search"])
    return total


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


def _batches() -> Iterator[list[UUID]]:
    """The ids of all listed cards, in bounded lists."""
    after = None
    while True:
        rows = Product.objects.listed().order_by("pk")
        if after is not None:
            rows = rows.filter(pk__gt=after)
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        after = ids[-1]


def _wake_worker() -> None:
    from apps.search.tasks import drain_dirty as task  # the door imports this module

    try:
        task.apply_async(retry=False)
    except OperationalError:
        log.warning("search.index.broker_away")
