"""Facts about parcels."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class ShipmentMoved(Event):
    """A parcel took a step that isn't its last; `state` is a ShipmentState value."""

    shipment_id: UUID
    reference: str
    state: str
    happened_at: datetime


@dataclass(frozen=True)
class ShipmentDelivered(Event):
    """The recipient has the parcel."""

    shipment_id: UUID
    reference: str
    delivered_at: datetime


@dataclass(frozen=True)
class ShipmentFailed(Event):
    """The courier could not hand the parcel over; it will be tried again."""

    shipment_id: UUID
    reference: str
    note: str
