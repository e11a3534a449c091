"""What a parcel costs, when it comes, and which way it may go; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

# The carriers' usual divisor: a kilogram for every 5 000 cm³.
CM3_PER_KG = 5000
# Parcels of orders placed before this hour of the market's day count from that day.
CUT_OFF_HOUR = 16
MAX_WRONG_CODES = 5

# Where a parcel may go from each state. A courier of ours goes straight to the door; a carrier's
# parcel is in transit first. After a failed try the parcel goes out again or back to its seller.
MOVES: Mapping[str, frozenset[str]] = {
    "created": frozenset({"ready", "cancelled"}),
    "ready": frozenset({"in_transit", "out_for_delivery", "cancelled"}),
    "in_transit": frozenset({"out_for_delivery", "failed", "returned"}),
    "out_for_delivery": frozenset({"delivered", "failed"}),
    "failed": frozenset({"out_for_delivery", "returned"}),
    "delivered": frozenset(),
    "returned": frozenset(),
    "cancelled": frozenset(),
}


@dataclass(frozen=True, slots=True)
class RateFacts:
    """The price of a distance: `base` for a parcel's first kilogram, `per_kg` for each further one
    begun; free when the goods are worth `free_from`. Days are the carrier's own, without packing.
    """

    base: Decimal
    per_kg: Decimal
    free_from: Decimal | None
    days_min: int
    days_max: int
    max_weight_g: int


class Promise(NamedTuple):
    """The days between which a parcel comes, both inclusive."""

    promised_from: date
    promised_until: date


def may_move(*, start: str, end: str) -> bool:
    """Whether a parcel may go from one state to another."""
    return end in MOVES[start]


def chargeable_g(*, weight_g: int, volume_cm3: int) -> int:
    """The grams that count: the weight, or what the volume would weigh, whichever is more."""
    volumetric_g = -(-volume_cm3 * 1000 // CM3_PER_KG)
    return max(weight_g, volumetric_g)


def delivery_fee(*, rate: RateFacts, weight_g: int, goods: Decimal) -> Decimal:
    """What delivery of `weight_g` chargeable grams costs, in the rate's currency.

    What is heavier than one parcel may be goes in several, each with a first kilogram of its own.
    """
    if rate.free_from is not None and goods >= rate.free_from:
        return Decimal(0)
    parcels = max(1, -(-weight_g // rate.max_weight_g))
    kilograms = max(parcels, -(-weight_g // 1000))
    return parcels * rate.base + (kilograms - parcels) * rate.per_kg


def missing_for_free(*, rate: RateFacts, goods: Decimal) -> Decimal | None:
    """What more goods in the parcel must be worth for free delivery, in the rate's currency; None
    when it is free already, or never is."""
    if rate.free_from is None or goods >= rate.free_from:
        return None
    return rate.free_from - goods


def promise(*, rate: RateFacts, handling_days: int, ordered_at: datetime) -> Promise:
    """When an order placed at `ordered_at` (the market's own time) comes: after the cut-off it
    counts as the next day's, then the seller packs, then the carrier's days."""
    late = 1 if ordered_at.hour >= CUT_OFF_HOUR else 0
    shipped_on = ordered_at.date() + timedelta(days=handling_days + late)
    return Promise(
        shipped_on + timedelta(days=rate.days_min), shipped_on + timedelta(days=rate.days_max)
    )
