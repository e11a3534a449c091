"""What shoppers, sellers and couriers see of parcels."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.queues import Found
from apps.core.texts import say
from apps.shipping.carriers import DEFAULT_CARRIER
from apps.shipping.carriers.base import RateTable
from apps.shipping.models import (
    Courier,
    FailReason,
    Rate,
    Shipment,
    ShipmentEvent,
    ShipmentState,
)
from apps.shipping.rules import RateFacts

MAX_ROUND = 200
MAP = "https://www.openstreetmap.org/search?query="


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a parcel in the reader's words."""

    state: str
    label: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """A parcel as its shopper and its seller see it. `delivery_code` is for the shopper only."""

    id: UUID
    number: str
    state: str
    state_label: str
    steps: list[Step]
    promised_on: date
    delivery_code: str
    delivered_at: datetime | None
    courier_name: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A parcel on a courier's list: where to, whom to ask for, how it went before."""

    id: UUID
    number: str
    state: str
    recipient: str
    phone: str
    city: str
    street: str
    note: str
    map_url: str
    kilograms: str
    promised_on: date
    is_late: bool
    last_note: str


@dataclass(frozen=True, slots=True)
class PickUp:
    """A warehouse with parcels waiting for a courier."""

    seller_name: str
    phone: str
    city: str
    street: str
    map_url: str
    stops: list[Stop]


@dataclass(frozen=True, slots=True)
class Round:
    """A courier's work now: warehouses to call at, doors to knock at, what is done today."""

    city: str
    pick_ups: list[PickUp]
    stops: list[Stop]
    delivered_count: int

    @property
    def pick_up_count(self) -> int:
        return sum(len(pick_up.stops) for pick_up in self.pick_ups)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a parcel: from whom, to whom, its number."""

    number: str
    seller_name: str
    origin_city: str
    origin_street: str
    recipient: str
    phone: str
    region: str
    city: str
    street: str
    note: str
    kilograms: str
    promised_on: date


def market_zone() -> ZoneInfo:
    """The zone whose days delivery promises count in."""
    return ZoneInfo(settings.MARKET_TIME_ZONE)


def rate_table() -> RateTable:
    """The rates by distance. 1 query."""
    return {
        row.distance: RateFacts(
            base=row.base,
            per_kg=row.per_kg,
            free_from=row.free_from,
            days_min=row.days_min,
            days_max=row.days_max,
            max_weight_g=row.max_weight_g,
        )
        for row in Rate.objects.filter(carrier=DEFAULT_CARRIER)
    }


def shipments_for(*, references: Collection[str]) -> dict[str, ShipmentView]:
    """The parcel of each reference that has one that stands, with its steps. 2 queries."""
    rows = (
        Shipment.objects.standing()
        .filter(reference__in=references)
        .select_related("courier__user")
        .prefetch_related(_steps_in_order())
    )
    return {row.reference: _as_view(row) for row in rows}


def is_courier(*, user: User) -> bool:
    """Whether that person brings parcels. 1 query."""
    return Courier.objects.filter(user=user, is_active=True).exists()


def courier_of(*, user: User) -> Courier:
    """The courier that person is. 1 query. Raises NotAllowed for anybody else."""
    rows = Courier.objects.filter(user=user, is_active=True).select_related("city")
    courier = rows.first()
    if courier is None:
        raise NotAllowed()
    return courier


def courier_round(*, user: User, now: datetime) -> Round:
    """A courier's open parcels, soonest promise first. 4 queries. Raises NotAllowed."""
    courier = courier_of(user=user)
    today = now.astimezone(market_zone()).date()
    midnight = datetime.combine(today, datetime.min.time(), tzinfo=market_zone())
    own = Shipment.objects.for_courier(courier.pk)
    rows = (
        own.filter(
            state__in=[ShipmentState.READY, ShipmentState.OUT_FOR_DELIVERY, ShipmentState.FAILED]
        )
        .select_related("city", "origin__city", "seller")
        .prefetch_related(_steps_in_order())
        .order_by("promised_on", "pk")[:MAX_ROUND]
    )
    waiting: dict[int, PickUp] = {}
    stops = []
    for row in rows:
        stop = _as_stop(row, today)
        if row.state == ShipmentState.READY:
            waiting.setdefault(row.origin_id, _as_pick_up(row)).stops.append(stop)
        else:
            stops.append(stop)
    # Those that failed come last: the road goes on first.
    stops.sort(key=lambda stop: stop.state == ShipmentState.FAILED)
    done = own.filter(state=ShipmentState.DELIVERED, delivered_at__gte=midnight).count()
    return Round(str(say(courier.city.name)), list(waiting.values()), stops, done)


def courier_parcel(*, user: User, pk: UUID, now: datetime) -> tuple[Stop, PickUp]:
    """One parcel of a courier's own, and where it is picked up. 3 queries. Raises NotAllowed."""
    courier = courier_of(user=user)
    row = (
        Shipment.objects.for_courier(courier.pk)
        .filter(pk=pk)
        .select_related("city", "origin__city", "seller")
        .prefetch_related(_steps_in_order())
        .first()
    )
    if row is None:
        raise NotAllowed()
    return _as_stop(row, now.astimezone(market_zone()).date()), _as_pick_up(row)


def label(*, by: Actor, pk: UUID) -> Label:
    """What stands on one of a shop's own parcels. 1 query. Raises NotAllowed."""
    if by.seller_id is None or not by.may("orders"):
        raise NotAllowed()
    row = (
        Shipment.objects.for_seller(by.seller_id)
        .filter(pk=pk)
        .select_related("city__region", "origin__city", "seller")
        .first()
    )
    if row is None:
        raise NotAllowed()
    return Label(
        number=row.number,
        seller_name=row.seller.name,
        origin_city=str(say(row.origin.city.name)),
        origin_street=row.origin.street,
        recipient=row.recipient,
        phone=row.phone,
        region=str(say(row.city.region.name)),
        city=str(say(row.city.name)),
        street=_said(row.destination, "street"),
        note=_said(row.destination, "note"),
        kilograms=_kilograms(row.weight_g),
        promised_on=row.promised_on,
    )


def _steps_in_order() -> "Prefetch[Any]":  # Any: the stubs ask for three parameters
    return Prefetch("events", ShipmentEvent.objects.order_by("pk"))


def _as_view(row: Shipment) -> ShipmentView:
    return ShipmentView(
        id=row.pk,
        number=row.number,
        state=row.state,
        state_label=row.get_state_display(),
        steps=[
            Step(step.state, step.get_state_display(), step.happened_at, _note(step.note))
            for step in row.events.all()
        ],
        promised_on=row.promised_on,
        delivery_code=row.delivery_code,
        delivered_at=row.delivered_at,
        courier_name=row.courier.user.name if row.courier else "",
    )


def _as_stop(row: Shipment, today: date) -> Stop:
    city, street = str(say(row.city.name)), _said(row.destination, "street")
    notes = [step.note for step in row.events.all() if step.note]
    return Stop(
        id=row.pk,
        number=row.number,
        state=row.state,
        recipient=row.recipient,
        phone=row.phone,
        city=city,
        street=street,
        note=_said(row.destination, "note"),
        map_url=_map_url(city, street),
        kilograms=_kilograms(row.weight_g),
        promised_on=row.promised_on,
        is_late=row.promised_on < today,
        last_note=_note(notes[-1]) if notes else "",
    )


def _as_pick_up(row: Shipment) -> PickUp:
    city, street = str(say(row.origin.city.name)), row.origin.street
    return PickUp(
        seller_name=row.seller.name,
        phone=str(row.seller.phone),
        city=city,
        street=street,
        map_url=_map_url(city, street),
        stops=[],
    )


def _map_url(city: str, street: str) -> str:
    return MAP + quote_plus(", ".join(part for part in (street, city) if part))


def _kilograms(weight_g: int) -> str:
    """As people write it: `1.2`, in the reader's own decimal sign; never less than 0.1."""
    tenths = max(1, -(-weight_g // 100))
    return number_format(Decimal(tenths) / 10, decimal_pos=1)


def _said(address: Mapping[str, Any], part: str) -> str:  # Any: a copied address, JSON
    return str(address.get(part) or "")


def _note(note: str) -> str:
    """A reason in the reader's words; what a carrier wrote itself stays as it is."""
    return str(FailReason(note).label) if note in FailReason.values else note


def find(*, text: str) -> list[Found]:
    """A parcel by its tracking number, for staff: 1 query."""
    rows = Shipment.objects.filter(number=text.upper()).order_by("pk")[:1]
    view = "admin:shipping_shipment_change"
    return [Found(row.number, _("Parcel"), view, row.pk) for row in rows]


def delivered_count(*, since: datetime) -> int:
    """How many parcels were delivered since then: 1 query."""
    return Shipment.objects.filter(delivered_at__gte=since).count()
