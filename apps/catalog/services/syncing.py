"""Prices and pieces that a shop's program sends: each offer saved or refused on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.catalog.models import Offer
from apps.catalog.services.counting import write_free_quantities
from apps.catalog.services.lists import refresh_products
from apps.catalog.services.offers import MAX_STOCK, PriceChange, check_price, set_prices
from apps.catalog.services.rights import may_sell
from apps.core.actors import Actor
from apps.core.errors import Invalid, NotAllowed


class Synced(StrEnum):
    """What became of an offer."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one line of a call, and why it was refused: a stable code and words."""

    sku: str
    status: Synced
    code: str = ""
    message: str | Promise = ""


@dataclass(frozen=True, slots=True)
class PriceLine:
    """An offer's price; `keeps_old_price` leaves what it cost before as long as that is more."""

    sku: str
    price: Decimal
    old_price: Decimal | None = None
    keeps_old_price: bool = True


@dataclass(frozen=True, slots=True)
class StockLevel:
    """How many pieces of an offer may be bought."""

    sku: str
    free: int


@transaction.atomic
def sync_prices(
    *, seller_id: UUID, lines: Sequence[PriceLine], by: Actor, now: datetime
) -> list[Result]:
    """Write prices of a shop's offers, named by their codes, in the lines' order: what is right is
    saved, what isn't refused, whatever the others are. A fixed number of queries.
    Raises NotAllowed, Forbidden."""
    may_sell(by, seller_id)
    offers = _offers(seller_id, [line.sku for line in lines])
    results, changes = [], []
    for line, refusal in zip(lines, _refusals([line.sku for line in lines], offers), strict=True):
        result = refusal
        if result is None:
            offer = offers[line.sku]
            change = _change(offer, line)
            try:
                check_price(price=change.price, old_price=change.old_price)
            except Invalid as error:
                text = next(iter(error.fields.values()), error.message)
                result = Result(line.sku, Synced.REFUSED, error.code, text)
            else:
                differs = (offer.price, offer.old_price) != (change.price, change.old_price)
                result = Result(line.sku, Synced.SAVED if differs else Synced.UNCHANGED)
                if differs:
                    changes.append(change)
        results.append(result)
    if changes:
        set_prices(changes=changes, by=by, now=now)
    return results


@transaction.atomic
def sync_stock(*, seller_id: UUID, lines: Sequence[StockLevel], by: Actor) -> list[Result]:
    """Write how many pieces of a shop's offers may be bought, those in its default warehouse, as
    `sync_prices` writes prices."""
    may_sell(by, seller_id)
    offers = _offers(seller_id, [line.sku for line in lines])
    refusals = _refusals([line.sku for line in lines], offers)
    wanted = {}
    for at, line in enumerate(lines):
        if refusals[at] is None and not 0 <= line.free <= MAX_STOCK:
            text = _("Choose between 0 and %(max)d pieces.") % {"max": MAX_STOCK}
            refusals[at] = Result(line.sku, Synced.REFUSED, Invalid.code, text)
        if refusals[at] is None:
            wanted[offers[line.sku].pk] = line.free
    moved = write_free_quantities(seller_id=seller_id, wanted=wanted)
    by_id = {offer.pk: offer for offer in offers.values()}
    refresh_products(product_ids={by_id[pk].product_id for pk in moved})
    return [
        refusal
        or Result(line.sku, Synced.SAVED if offers[line.sku].pk in moved else Synced.UNCHANGED)
        for line, refusal in zip(lines, refusals, strict=True)
    ]


def _offers(seller_id: UUID, skus: Sequence[str]) -> dict[str, Offer]:
    """The shop's offers with these codes, held in the order everybody takes them."""
    rows = Offer.objects.for_seller(seller_id).filter(sku__in=skus).exclude(product__state="gone")
    held = rows.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return {offer.sku: offer for offer in held}


def _refusals(skus: Sequence[str], offers: dict[str, Offer]) -> list[Result | None]:
    """Lines that name no offer of the shop, or one that an earlier line named."""
    seen: set[str] = set()
    told: list[Result | None] = []
    for sku in skus:
        refusal = None
        if sku in seen:
            text = _("This offer came before in the same call.")
            refusal = Result(sku, Synced.REFUSED, "catalog.repeated", text)
        elif sku not in offers:
            text = _("Your shop has no such offer.")
            refusal = Result(sku, Synced.REFUSED, NotAllowed.code, text)
        seen.add(sku)
        told.append(refusal)
    return told


def _change(offer: Offer, line: PriceLine) -> PriceChange:
    old_price = line.old_price
    if line.keeps_old_price and offer.old_price is not None and offer.old_price > line.price:
        old_price = offer.old_price
    return PriceChange(offer.pk, line.price, old_price)
