"""What a courier does with a parcel."""

import secrets
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.actors import Actor
from apps.core.errors import Invalid, InvalidTransition, NotAllowed, TooMany
from apps.core.events import publish
from apps.shipping import rules
from apps.shipping.events import ShipmentDelivered, ShipmentFailed, ShipmentMoved
from apps.shipping.models import FailReason, Shipment, ShipmentState
from apps.shipping.services.steps import lock_shipment, take_step

log = structlog.get_logger(__name__)


class WrongCode(Invalid):
    """Not the code the recipient has."""

    code = "shipping.wrong_code"


class CodeLocked(TooMany):
    """Too many wrong codes: only staff can give the recipient a new one."""

    code = "shipping.code_locked"
    message = _("Too many wrong codes. Please call support: they send the recipient a new one.")


@transaction.atomic
def pick_up(*, shipment_id: UUID, by: Actor, now: datetime) -> Shipment:
    """The courier has the parcel, at first or again after a failed try. Again changes nothing.
    Raises NotAllowed (another courier's), InvalidTransition."""
    shipment = _own(shipment_id, by)
    if shipment.state == ShipmentState.OUT_FOR_DELIVERY:
        return shipment
    take_step(shipment=shipment, state=ShipmentState.OUT_FOR_DELIVERY, now=now)
    publish(
        ShipmentMoved(shipment.pk, shipment.reference, str(ShipmentState.OUT_FOR_DELIVERY), now)
    )
    return shipment


def deliver(*, shipment_id: UUID, code: str, by: Actor, now: datetime) -> Shipment:
    """The recipient told their code and has the parcel. Saying it again changes nothing.

    A wrong code is counted even though it is refused, so this is a transaction of its own: never
    call it inside another. Raises NotAllowed (another courier's), InvalidTransition, WrongCode,
    CodeLocked (five wrong ones).
    """
    with transaction.atomic():
        shipment = _own(shipment_id, by)
        if shipment.state == ShipmentState.DELIVERED:
            return shipment
        if not rules.may_move(start=shipment.state, end=ShipmentState.DELIVERED):
            raise InvalidTransition(shipment=str(shipment.pk), state=shipment.state)
        if shipment.wrong_code_count >= rules.MAX_WRONG_CODES:
            raise CodeLocked(shipment=str(shipment.pk))
        told = "".join(code.split()).encode()
        is_right = secrets.compare_digest(told, shipment.delivery_code.encode())
        if is_right:
            _hand_over(shipment, now)
        else:
            shipment.wrong_code_count += 1
            shipment.save(update_fields=["wrong_code_count", "updated_at"])
    if not is_right:
        _refuse(shipment)
    return shipment


@transaction.atomic
def fail_delivery(*, shipment_id: UUID, note: str, by: Actor, now: datetime) -> Shipment:
    """The courier could not hand the parcel over; `note` is a FailReason value. Again changes
    nothing. Raises NotAllowed (another courier's), Invalid (no such reason), InvalidTransition."""
    if note not in FailReason.values:
        raise Invalid(fields={"note": _("Choose a reason.")})
    shipment = _own(shipment_id, by)
    if shipment.state == ShipmentState.FAILED:
        return shipment
    take_step(shipment=shipment, state=ShipmentState.FAILED, now=now, note=note)
    publish(ShipmentFailed(shipment.pk, shipment.reference, note))
    return shipment


def _own(shipment_id: UUID, by: Actor) -> Shipment:
    shipment = lock_shipment(shipment_id=shipment_id)
    courier = shipment.courier
    carries = (
        by.role == "courier"
        and courier is not None
        and courier.is_active
        and courier.user_id == by.user_id
    )
    if not carries and by.role not in ("staff", "system"):
        raise NotAllowed()
    return shipment


def _hand_over(shipment: Shipment, now: datetime) -> None:
    # Set before the step: the database wants the moment with the state.
    shipment.delivered_at = now
    shipment.save(update_fields=["delivered_at", "updated_at"])
    take_step(shipment=shipment, state=ShipmentState.DELIVERED, now=now)
    publish(ShipmentDelivered(shipment.pk, shipment.reference, now))


def _refuse(shipment: Shipment) -> None:
    left = rules.MAX_WRONG_CODES - shipment.wrong_code_count
    log.warning("shipping.code.wrong", shipment=str(shipment.pk), left=left)
    if left <= 0:
        raise CodeLocked(shipment=str(shipment.pk))
    text = ngettext(
        "This code is not right. %(n)d try left.",
        "This code is not right. %(n)d tries left.",
        left,
    ) % {"n": left}
    raise WrongCode(text, fields={"code": text}, shipment=str(shipment.pk))
