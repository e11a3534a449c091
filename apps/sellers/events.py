"""Facts about shops."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class SellerApplied(Event):
    """A shop asks to sell; staff decide."""

    seller_id: UUID


@dataclass(frozen=True)
class SellerApproved(Event):
    """A shop may sell from now on."""

    seller_id: UUID


@dataclass(frozen=True)
class SellerRejected(Event):
    """A shop's application was refused; the reason stands on the shop."""

    seller_id: UUID


@dataclass(frozen=True)
class SellerSuspended(Event):
    """A shop may sell no more; its offers are off the shelf."""

    seller_id: UUID


@dataclass(frozen=True)
class WarehouseOpened(Event):
    """A shop ships from a new place."""

    warehouse_id: int


@dataclass(frozen=True)
class ApiKeyMade(Event):
    """A program may write in a shop's name; owners are told."""

    key_id: UUID
    seller_id: UUID


@dataclass(frozen=True)
class PayoutDetailsChanged(Event):
    """A shop's money goes to another account from the end of the cool-off on; owners are told."""

    details_id: UUID
    seller_id: UUID
