"""What every carrier can do, in our words. Adapters translate and decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from apps.shipping.rules import RateFacts

# Rates by distance: "city", "region", "country".
RateTable = Mapping[str, RateFacts]


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """What is to be carried how far: grams, cm³, the goods' worth, the days a seller packs;
    `ordered_at` is in the market's own time."""

    distance: str
    weight_g: int
    volume_cm3: int
    goods: Decimal
    handling_days: int
    ordered_at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """What delivery costs and when it comes. `missing_for_free` is what more goods in the parcel
    must be worth for free delivery, None when it is free or never is. Days are the carrier's own;
    the promised dates (both inclusive) count the seller's packing too."""

    carrier: str
    fee: Decimal
    missing_for_free: Decimal | None
    days_min: int
    days_max: int
    promised_from: date
    promised_until: date


@dataclass(frozen=True, slots=True)
class ParcelRequest:
    """A parcel to be carried; `key` is the same for every repetition."""

    key: str
    weight_g: int
    city_code: str


@dataclass(frozen=True, slots=True)
class TrackFact:
    """One step as the carrier tells it; `key` is its own and never repeats. `state` is a
    ShipmentState value, or empty for a word we don't know, which waits for a person."""

    key: str
    state: str
    happened_at: datetime
    place: str = ""
    note: str = ""


class Carrier(Protocol):
    """Somebody who brings parcels."""

    code: str

    def quote(self, request: QuoteRequest, *, rates: RateTable) -> Quote:
        """Price and dates. Raises KeyError for a distance without a rate."""

    def create(self, request: ParcelRequest) -> str:
        """Announce a parcel; its number for the label."""

    def cancel(self, number: str) -> None:
        """Call an announced parcel off. Safe to repeat."""

    def track(self, number: str) -> list[TrackFact]:
        """The parcel's steps so far."""
