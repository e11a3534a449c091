"""One step of a parcel, written the same way by every use case."""

from datetime import datetime
from uuid import UUID

import structlog

from apps.core.errors import InvalidTransition, NotAllowed
from apps.shipping import rules
from apps.shipping.models import Shipment, ShipmentEvent

log = structlog.get_logger(__name__)


def lock_shipment(*, shipment_id: UUID) -> Shipment:
    """A parcel with its courier, the row locked until the transaction ends. Raises NotAllowed."""
    rows = Shipment.objects.select_for_update(of=("self",)).select_related("courier")
    shipment = rows.filter(pk=shipment_id).first()
    if shipment is None:
        raise NotAllowed()
    return shipment


def take_step(*, shipment: Shipment, state: str, now: datetime, note: str = "") -> None:
    """Move a locked parcel and keep the step. Raises InvalidTransition."""
    if not rules.may_move(start=shipment.state, end=state):
        raise InvalidTransition(shipment=str(shipment.pk), state=shipment.state)
    shipment.state = state
    shipment.save(update_fields=["state", "updated_at"])
    write_step(shipment=shipment, now=now, note=note)


def write_step(*, shipment: Shipment, now: datetime, note: str = "") -> None:
    """Keep the state a locked parcel is in as its next step."""
    ShipmentEvent.objects.create(
        shipment=shipment,
        key=f"{shipment.events.count()}:{shipment.state}",
        state=shipment.state,
        happened_at=now,
        note=note,
    )
    log.info("shipping.shipment.moved", shipment=str(shipment.pk), state=shipment.state)
