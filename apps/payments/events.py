"""Facts about money; `reference` is what the payment is for, opaque to payments."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class PaymentSucceeded(Event):
    """The whole amount is ours; in the ledger it lies in held(payment)."""

    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str
    paid_at: datetime


@dataclass(frozen=True)
class PaymentDeclined(Event):
    """A try failed; the payment is open for another."""

    payment_id: UUID
    reference: str
    code: str


@dataclass(frozen=True)
class PaymentCancelled(Event):
    """The payment will not come any more."""

    payment_id: UUID
    reference: str


@dataclass(frozen=True)
class RefundSucceeded(Event):
    """Money is back with the payer."""

    refund_id: UUID
    payment_id: UUID
    reference: str
    amount: Decimal
    currency: str
