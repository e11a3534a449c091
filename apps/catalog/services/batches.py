"""Prices and pieces of many offers at once: all of them or none, and back again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.catalog.models import (
    BatchWay,
    Offer,
    OfferBatch,
)
from apps.catalog.rules.bulk import UNDONE_WITHIN, Rule, price_by
from apps.catalog.services.counting import write_free_quantities
from apps.catalog.services.lists import refresh_products
from apps.catalog.services.offers import MAX_STOCK, PriceChange, set_prices
from apps.catalog.services.rights import may_sell
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed

MAX_OFFERS = 2_000
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class OfferChange:
    """An offer's new price and free pieces; None leaves what there is."""

    offer_id: UUID
    price: Decimal | None = None
    free: int | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """How many offers are as they were before, and how many had changed again meanwhile."""

    restored: int
    skipped: int


@transaction.atomic
def change_offers(
    *,
    seller_id: UUID,
    changes: Sequence[OfferChange],
    way: BatchWay,
    by: Actor,
    now: datetime,
) -> OfferBatch | None:
    """Write new prices and free pieces of a shop's offers, all or none; returns what was changed,
    None when nothing was. A fixed number of queries for every 500 offers.
    Raises NotAllowed (another shop's offer), Forbidden, Invalid (price, pieces, too many)."""
    may_sell(by, seller_id)
    wanted = {change.offer_id: change for change in changes}
    if len(wanted) > MAX_OFFERS:
        raise Invalid(_("At most %(max)d offers at once.") % {"max": MAX_OFFERS})
    offers = _locked(seller_id, wanted)
    prices = {pk: price for pk in offers if (price := wanted[pk].price) is not None}
    free = {pk: count for pk in offers if (count := wanted[pk].free) is not None}
    if not all(0 <= count <= MAX_STOCK for count in free.values()):
        text = _("Choose between 0 and %(max)d pieces.") % {"max": MAX_STOCK}
        raise Invalid(fields={"stock": text})
    return _write(seller_id, offers, prices=prices, free=free, way=way, by=by, now=now)


@transaction.atomic
def change_by_rule(
    *,
    seller_id: UUID,
    offer_ids: Collection[UUID],
    rule: Rule,
    amount: Decimal,
    step: Decimal,
    by: Actor,
    now: datetime,
) -> OfferBatch | None:
    """Change offers by one rule, from the prices and pieces they have at that moment; prices are
    rounded to whole `step`s. Returns and raises as `change_offers`."""
    may_sell(by, seller_id)
    if len(offer_ids) > MAX_OFFERS:
        raise Invalid(_("At most %(max)d offers at once.") % {"max": MAX_OFFERS})
    offers = _locked(seller_id, offer_ids)
    prices, free = {}, {}
    if rule.is_of_price:
        prices = {
            pk: price_by(rule, price=offer.price, amount=amount, step=step)
            for pk, offer in offers.items()
        }
    else:
        free = dict.fromkeys(offers, int(amount))
    return _write(
        seller_id,
        offers,
        prices=prices,
        free=free,
        are_differences=rule == Rule.FREE_ADD,
        way=BatchWay.RULE,
        by=by,
        now=now,
    )


@transaction.atomic
def undo_batch(*, batch_id: UUID, by: Actor, now: datetime) -> Undone:
    """Take a change of many offers back. A price that was changed again since stays; of pieces the
    difference is taken back, so that what was sold meanwhile stays sold.
    Raises NotAllowed, Forbidden, Conflict (undone already, or too late)."""
    batch = OfferBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotAllowed(batch=str(batch_id))
    may_sell(by, batch.seller_id)
    if batch.undone_at is not None:
        raise Conflict(_("This change has been undone already."))
    if now - batch.created_at > UNDONE_WITHIN:
        raise Conflict(_("A change can be undone for a day; this one is older."))
    rows = {UUID(row["offer"]): row for row in batch.changes}
    offers = _locked(batch.seller_id, rows, are_all_needed=False)
    prices = [
        (offer, Decimal(rows[pk]["price"][0]))
        for pk, offer in offers.items()
        if "price" in rows[pk] and offer.price == Decimal(rows[pk]["price"][1])
    ]
    _write_prices(prices, by=by, now=now)
    back = {pk: rows[pk]["free"][0] - rows[pk]["free"][1] for pk in offers if "free" in rows[pk]}
    moved = write_free_quantities(seller_id=batch.seller_id, wanted=back, are_differences=True)
    refresh_products(product_ids={offers[pk].product_id for pk in moved})
    batch.undone_at = now
    batch.save(update_fields=["undone_at", "updated_at"])
    restored = len({*moved, *(offer.pk for offer, _price in prices)})
    return Undone(restored, len(rows) - restored)


def forget_batches(*, now: datetime) -> int:
    """Delete changes that nobody can undo any more; returns how many."""
    return OfferBatch.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


def _write(
    seller_id: UUID,
    offers: Mapping[UUID, Offer],
    *,
    prices: Mapping[UUID, Decimal],
    free: Mapping[UUID, int],
    are_differences: bool = False,
    way: BatchWay,
    by: Actor,
    now: datetime,
) -> OfferBatch | None:
    """Write new prices and pieces of held offers, and remember what was there."""
    told: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)  # Any: texts or numbers
    changed = [(offers[pk], price) for pk, price in prices.items() if price != offers[pk].price]
    for offer, price in changed:
        told[offer.pk]["price"] = [str(offer.price), str(price)]
    _write_prices(changed, by=by, now=now)
    counted = write_free_quantities(
        seller_id=seller_id, wanted=free, are_differences=are_differences
    )
    for pk, moved in counted.items():
        told[pk]["free"] = moved
    refresh_products(product_ids={offers[pk].product_id for pk in counted})
    if not told:
        return None
    return OfferBatch.objects.create(
        seller_id=seller_id,
        author_id=by.user_id,
        way=way,
        count=len(told),
        changes=[{"offer": str(pk), **what} for pk, what in told.items()],
    )


def _locked(
    seller_id: UUID, wanted: Iterable[UUID], *, are_all_needed: bool = True
) -> dict[UUID, Offer]:
    ids = set(wanted)
    rows = Offer.objects.for_seller(seller_id).filter(pk__in=ids)
    offers = {offer.pk: offer for offer in rows.select_for_update(no_key=True).order_by("pk")}
    if are_all_needed and len(offers) != len(ids):
        raise NotAllowed(seller=str(seller_id))
    return offers


def _write_prices(prices: Sequence[tuple[Offer, Decimal]], *, by: Actor, now: datetime) -> None:
    """New prices; what a seller says it cost before stays while it is the higher one."""
    changes = [
        PriceChange(
            offer.pk,
            price,
            offer.old_price if offer.old_price is not None and offer.old_price > price else None,
        )
        for offer, price in prices
    ]
    if changes:
        set_prices(changes=changes, by=by, now=now)
