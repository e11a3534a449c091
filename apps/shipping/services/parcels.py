"""A parcel from its label to the courier's list."""

import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, Value, When

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import InvalidTransition, NotAllowed
from apps.core.events import publish
from apps.geo.models import City
from apps.shipping import rules
from apps.shipping.carriers import DEFAULT_CARRIER, get_carrier
from apps.shipping.carriers.base import ParcelRequest
from apps.shipping.events import ShipmentMoved
from apps.shipping.models import Courier, Shipment, ShipmentState
from apps.shipping.services.steps import lock_shipment, take_step, write_step

log = structlog.get_logger(__name__)

CODE_LENGTH = 6
# What a courier still has to do something about.
ON_THE_LIST = (ShipmentState.READY, ShipmentState.OUT_FOR_DELIVERY, ShipmentState.FAILED)


@transaction.atomic
def create_shipment(
    *,
    reference: str,
    seller_id: UUID,
    origin_id: int,
    city_code: str,
    destination: dict[str, Any],  # Any: a copied address, JSON
    recipient: str,
    phone: str,
    weight_g: int,
    fee: Decimal,
    currency: str,
    promised_on: date,
    now: datetime,
) -> Shipment:
    """Make the parcel of a reference, with a number for its label and a code for its recipient.

    A reference has one standing parcel: asking again gives it back. `destination` is copied.
    """
    standing = Shipment.objects.standing().filter(reference=reference).first()
    if standing is not None:
        return standing
    number = get_carrier(DEFAULT_CARRIER).create(
        ParcelRequest(key=reference, weight_g=weight_g, city_code=city_code)
    )
    shipment, is_new = Shipment.objects.standing().get_or_create(
        reference=reference,
        defaults={
            "seller_id": seller_id,
            "origin_id": origin_id,
            "city_id": city_code,
            "carrier": DEFAULT_CARRIER,
            "number": number,
            "destination": destination,
            "recipient": recipient,
            "phone": phone,
            "weight_g": weight_g,
            "fee": fee,
            "currency": currency,
            "promised_on": promised_on,
            "delivery_code": _new_code(),
        },
    )
    if is_new:
        write_step(shipment=shipment, now=now)
    return shipment


@transaction.atomic
def mark_ready(*, shipment_id: UUID, now: datetime) -> Shipment:
    """The parcel waits for its courier: an active one of the city, else of the region, else any,
    whoever has least to do. Again changes nothing. Raises NotAllowed, InvalidTransition."""
    shipment = lock_shipment(shipment_id=shipment_id)
    if shipment.state == ShipmentState.READY:
        return shipment
    take_step(shipment=shipment, state=ShipmentState.READY, now=now)
    shipment.courier = _courier_for(shipment.city_id)
    shipment.save(update_fields=["courier", "updated_at"])
    if shipment.courier is None:
        log.warning("shipping.courier.nobody_free", shipment=str(shipment.pk))
    publish(_moved(shipment, now))
    return shipment


@transaction.atomic
def assign_courier(*, shipment_id: UUID, courier_id: int, by: Actor) -> Shipment:
    """Staff give a parcel that isn't delivered to another courier. Raises NotAllowed,
    InvalidTransition (nobody carries it any more)."""
    if by.role not in ("staff", "system"):
        raise NotAllowed()
    shipment = lock_shipment(shipment_id=shipment_id)
    courier = Courier.objects.filter(pk=courier_id, is_active=True).first()
    if courier is None:
        raise NotAllowed()
    if shipment.state not in ON_THE_LIST:
        raise InvalidTransition(shipment=str(shipment.pk), state=shipment.state)
    before = shipment.courier_id
    shipment.courier = courier
    shipment.save(update_fields=["courier", "updated_at"])
    audit.record(
        actor=by,
        action="shipping.courier_assigned",
        subject=f"shipment:{shipment.pk}",
        before={"courier": before},
        after={"courier": courier.pk},
    )
    return shipment


@transaction.atomic
def renew_code(*, shipment_id: UUID, by: Actor) -> Shipment:
    """Staff give the recipient a new code, which unlocks a parcel after too many wrong ones. Raises
    NotAllowed, InvalidTransition (delivered, called off)."""
    if by.role not in ("staff", "system"):
        raise NotAllowed()
    shipment = lock_shipment(shipment_id=shipment_id)
    if not rules.MOVES[shipment.state]:
        raise InvalidTransition(shipment=str(shipment.pk), state=shipment.state)
    shipment.delivery_code, shipment.wrong_code_count = _new_code(), 0
    shipment.save(update_fields=["delivery_code", "wrong_code_count", "updated_at"])
    audit.record(actor=by, action="shipping.code_renewed", subject=f"shipment:{shipment.pk}")
    return shipment


@transaction.atomic
def cancel_shipment(*, reference: str, now: datetime) -> None:
    """Call a parcel off that no courier has picked up yet; without one nothing happens. Raises
    InvalidTransition (on its way)."""
    rows = Shipment.objects.standing().select_for_update(of=("self",)).order_by("pk")
    for shipment in list(rows.filter(reference=reference)):
        take_step(shipment=shipment, state=ShipmentState.CANCELLED, now=now)
        get_carrier(shipment.carrier).cancel(shipment.number)
        publish(_moved(shipment, now))


def _moved(shipment: Shipment, now: datetime) -> ShipmentMoved:
    return ShipmentMoved(shipment.pk, shipment.reference, str(shipment.state), now)


def _new_code() -> str:
    return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"


def _courier_for(city_code: str) -> Courier | None:
    region = City.objects.values_list("region_id", flat=True).get(pk=city_code)
    nearness = Case(
        When(city_id=city_code, then=Value(0)),
        When(city__region_id=region, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    load = Count("shipments", filter=Q(shipments__state__in=ON_THE_LIST))
    free = Courier.objects.filter(is_active=True).annotate(nearness=nearness, load=load)
    return free.order_by("nearness", "load", "pk").first()
