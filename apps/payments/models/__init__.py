"""Payments and the ledger's tables."""

from apps.payments.models.ledger import Account, AccountKind, LedgerEntry, LedgerTransaction
from apps.payments.models.payments import (
    AttemptState,
    Payment,
    PaymentAttempt,
    PaymentState,
    ProviderEvent,
    ProviderEventState,
    Refund,
    RefundState,
)

__all__ = [
    "Account",
    "AccountKind",
    "AttemptState",
    "LedgerEntry",
    "LedgerTransaction",
    "Payment",
    "PaymentAttempt",
    "PaymentState",
    "ProviderEvent",
    "ProviderEventState",
    "Refund",
    "RefundState",
]
