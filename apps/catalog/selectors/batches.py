"""Many of a shop's offers at once: what a rule or a file changes, and what was changed lately."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.catalog.models import OfferBatch
from apps.catalog.rules.bulk import UNDONE_WITHIN
from apps.catalog.selectors.sellers import narrowed, own_offers, with_shelf
from apps.core.errors import NotAllowed
from apps.core.texts import say

SHOWN_BATCHES = 5


def offers_to_change(
    *, seller_id: UUID, offer_ids: Collection[UUID] | None, text: str, state: str, limit: int
) -> list[UUID]:
    """Which of the offers `offer_ids` are a shop's, or at most `limit` of those a list shows: 1
    query."""
    if offer_ids is None:
        offers = narrowed(seller_id, text, state)
    else:
        offers = own_offers(seller_id=seller_id).filter(pk__in=offer_ids)
    return list(offers.order_by("-pk").values_list("pk", flat=True)[:limit])


def offers_by_sku(*, seller_id: UUID, skus: Collection[str]) -> dict[str, UUID]:
    """A shop's offers by their codes: 1 query."""
    return dict(own_offers(seller_id=seller_id).filter(sku__in=skus).values_list("sku", "pk"))


def every_price(*, seller_id: UUID) -> Iterator[tuple[str, str, Decimal, int]]:
    """Code, title, price and free pieces of all of a shop's offers, streamed: 1 query."""
    rows = with_shelf(own_offers(seller_id=seller_id)).order_by("sku")
    columns = rows.values_list("sku", "product__title", "price", "free")  # type: ignore[misc]  # annotated
    for sku, title, price, free in columns.iterator(chunk_size=2000):
        yield sku, str(say(title)), price, free


@dataclass(frozen=True, slots=True)
class BatchView:
    """A change of many offers; `can_undo` says whether it can still be taken back."""

    batch: OfferBatch
    author: str
    can_undo: bool


def offer_batches(*, seller_id: UUID, now: datetime) -> list[BatchView]:
    """A shop's latest changes of many offers, without what they changed: 1 query."""
    rows = OfferBatch.objects.for_seller(seller_id).select_related("author").defer("changes")
    return [
        BatchView(
            row,
            str(row.author or ""),
            row.undone_at is None and now - row.created_at <= UNDONE_WITHIN,
        )
        for row in rows.order_by("-pk")[:SHOWN_BATCHES]
    ]


def offer_batch(*, seller_id: UUID, batch_id: UUID) -> OfferBatch:
    """One of a shop's changes: 1 query. Raises NotAllowed."""
    batch = OfferBatch.objects.for_seller(seller_id).filter(pk=batch_id).first()
    if batch is None:
        raise NotAllowed(batch=str(batch_id))
    return batch
