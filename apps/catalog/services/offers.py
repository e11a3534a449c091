"""A seller's offers: prices, handling, what is on sale, how many pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.catalog.models import (
    DeliveryEstimate,
    MovementKind,
    Offer,
    OfferState,
    Stock,
    StockMovement,
    Variant,
)
from apps.catalog.services.lists import refresh_products
from apps.catalog.services.prices import note_prices
from apps.catalog.services.rights import may_sell
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed
from apps.core.money import round_money, unit_of
from apps.sellers.models import Warehouse

MAX_PRICE = Decimal(100000000000)
MAX_STOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class PriceChange:
    """An offer's new price, and what the seller says it cost before, if anything."""

    offer_id: UUID
    price: Decimal
    old_price: Decimal | None = None


@transaction.atomic
def save_offer(
    *,
    seller_id: UUID,
    variant_id: UUID,
    sku: str,
    price: Decimal,
    old_price: Decimal | None,
    handling_days: int,
    by: Actor,
) -> Offer:
    """Put a variant on sale in a shop, or change the shop's offer for it. Price and stock never
    wait for moderation. Raises NotAllowed, Forbidden, Invalid (price), Conflict (SKU taken)."""
    offer = write_offer(
        seller_id=seller_id,
        variant_id=variant_id,
        sku=sku,
        price=price,
        old_price=old_price,
        handling_days=handling_days,
        by=by,
    )
    refresh_products(product_ids=[offer.product_id])
    return offer


def write_offer(
    *,
    seller_id: UUID,
    variant_id: UUID,
    sku: str,
    price: Decimal,
    old_price: Decimal | None,
    handling_days: int,
    by: Actor,
) -> Offer:
    """`save_offer` for a caller that refreshes the card itself, once for many offers."""
    may_sell(by, seller_id)
    check_price(price=price, old_price=old_price)
    variant = Variant.objects.filter(pk=variant_id).first()
    if variant is None:
        raise NotAllowed(variant=str(variant_id))
    try:
        with transaction.atomic():
            offer, _made = Offer.objects.update_or_create(
                seller_id=seller_id,
                variant=variant,
                defaults={
                    "product_id": variant.product_id,
                    "sku": sku,
                    "price": price,
                    "old_price": old_price,
                    "handling_days": handling_days,
                },
            )
    except IntegrityError as error:
        raise Conflict(_("Another offer of yours has this SKU.")) from error
    note_prices(offers=[offer], now=timezone.now())
    offer.save(update_fields=["low_price"])
    return offer


@transaction.atomic
def set_prices(
    *, changes: Sequence[PriceChange], by: Actor, now: datetime | None = None
) -> list[Offer]:
    """Change prices of a shop's offers from `now` on, all of them or none. Raises NotAllowed (an
    unknown or another shop's offer), Forbidden, Invalid."""
    wanted = {change.offer_id: change for change in changes}
    # Without the key: a checkout that names an offer in a reservation doesn't wait.
    offers = list(Offer.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    if len(offers) != len(wanted):
        raise NotAllowed()
    for offer in offers:
        may_sell(by, offer.seller_id)
        change = wanted[offer.pk]
        check_price(price=change.price, old_price=change.old_price)
        offer.price, offer.old_price = change.price, change.old_price
    note_prices(offers=offers, now=now or timezone.now())
    Offer.objects.bulk_update(offers, ["price", "old_price", "low_price"])
    refresh_products(product_ids={offer.product_id for offer in offers})
    return offers


@transaction.atomic
def set_offer_state(*, offer_id: UUID, state: OfferState, by: Actor) -> Offer:
    """Pause an offer or take it up again; only staff block one or lift a block. Raises NotAllowed,
    Forbidden."""
    offer = Offer.objects.select_for_update(no_key=True).filter(pk=offer_id).first()
    if offer is None:
        raise NotAllowed(offer=str(offer_id))
    may_sell(by, offer.seller_id)
    if OfferState.BLOCKED in (state, offer.state) and by.role not in ("staff", "system"):
        raise Forbidden(offer=str(offer_id))
    before, offer.state = offer.state, state
    offer.save(update_fields=["state", "updated_at"])
    if by.role == "staff":
        audit.record(
            actor=by,
            action="catalog.offer_state",
            subject=f"offer:{offer_id}",
            before={"state": before},
            after={"state": str(state)},
        )
    refresh_products(product_ids=[offer.product_id])
    return offer


@transaction.atomic
def set_free_quantity(
    *, offer_id: UUID, free: int, by: Actor, warehouse_id: int | None = None
) -> Stock:
    """Say how many pieces a shopper may buy; what is reserved comes on top. Without a warehouse it
    is the shop's default one. Raises NotAllowed, Forbidden, Invalid."""
    stock, has_changed = write_free_quantity(
        offer_id=offer_id, free=free, by=by, warehouse_id=warehouse_id
    )
    if has_changed:
        refresh_products(product_ids=[stock.offer.product_id])
    return stock


def write_free_quantity(
    *, offer_id: UUID, free: int, by: Actor, warehouse_id: int | None = None
) -> tuple[Stock, bool]:
    """`set_free_quantity` for a caller that refreshes the card itself; also says whether anything
    changed."""
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise NotAllowed(offer=str(offer_id))
    may_sell(by, offer.seller_id)
    if not 0 <= free <= MAX_STOCK:
        raise Invalid(
            fields={"stock": _("Choose between 0 and %(max)d pieces.") % {"max": MAX_STOCK}}
        )
    places = Warehouse.objects.filter(seller_id=offer.seller_id)
    place = places.filter(pk=warehouse_id) if warehouse_id else places.filter(is_default=True)
    warehouse = place.first()
    if warehouse is None:
        raise NotAllowed(warehouse=warehouse_id)
    Stock.objects.bulk_create([Stock(offer=offer, warehouse=warehouse)], ignore_conflicts=True)
    stock = Stock.objects.select_for_update().get(offer=offer, warehouse=warehouse)
    delta = free - (stock.on_hand - stock.reserved)
    if delta:
        stock.on_hand += delta
        stock.save(update_fields=["on_hand"])
        StockMovement.objects.create(
            offer=offer, warehouse=warehouse, kind=MovementKind.COUNTED, on_hand=delta
        )
    return stock, bool(delta)


@transaction.atomic
def set_price_and_stock(*, offer_id: UUID, price: Decimal, free: int, by: Actor) -> None:
    """Change an offer's price and free pieces together, as a line of the seller's list does. The
    old price stays while it is the higher one. Raises as `set_prices` and `set_free_quantity`."""
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise NotAllowed(offer=str(offer_id))
    was = offer.old_price
    change = PriceChange(offer_id, price, was if was is not None and was > price else None)
    if change.price != offer.price:
        set_prices(changes=[change], by=by)
    set_free_quantity(offer_id=offer_id, free=free, by=by)


@transaction.atomic
def set_delivery_estimate(*, warehouse_id: int, fee: Decimal, days_min: int, days_max: int) -> None:
    """Pushed down by shipping: what a parcel from a warehouse costs and takes to the market's
    default city. Cards of the shop are shown with it from their next refresh on."""
    DeliveryEstimate.objects.update_or_create(
        warehouse_id=warehouse_id,
        defaults={"fee": fee, "days_min": days_min, "days_max": days_max},
    )


def check_price(*, price: Decimal, old_price: Decimal | None) -> None:
    """Raises Invalid for a price that isn't positive, too high, or not whole units of the currency,
    and for an old price that isn't higher."""
    currency = settings.MARKET_CURRENCY
    if not 0 < price <= MAX_PRICE or price != round_money(price, currency=currency):
        raise Invalid(
            fields={
                "price": _("A price is a positive multiple of %(unit)s.")
                % {"unit": unit_of(currency)}
            }
        )
    if old_price is not None and (old_price <= price or old_price > MAX_PRICE):
        raise Invalid(fields={"old_price": _("The old price is higher than the price.")})
