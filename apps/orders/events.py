"""Facts about orders."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class OrderPlaced(Event):
    """A checkout is done; the goods are reserved and a payment is open."""

    order_id: UUID


@dataclass(frozen=True)
class OrderPaid(Event):
    """An order is paid; its parts are the sellers' to pack."""

    order_id: UUID


@dataclass(frozen=True)
class SellerOrderAccepted(Event):
    """The seller packs."""

    seller_order_id: UUID
    order_id: UUID


@dataclass(frozen=True)
class SellerOrderShipped(Event):
    """The parcel is with the carrier."""

    seller_order_id: UUID
    order_id: UUID


@dataclass(frozen=True)
class SellerOrderDelivered(Event):
    """The shopper has the parcel; the return window runs."""

    seller_order_id: UUID
    order_id: UUID


@dataclass(frozen=True)
class SellerOrderCancelled(Event):
    """A part was cancelled before dispatch; its stock is free, its money on the way back."""

    seller_order_id: UUID
    order_id: UUID
    reason: str
