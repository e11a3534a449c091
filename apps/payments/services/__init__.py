"""Use cases about money."""

from apps.payments.services.attempts import NotPayable, bank_name, start_attempt
from apps.payments.services.facts import apply_fact, receive_webhook
from apps.payments.services.ledger import KeyReused, post
from apps.payments.services.opening import cancel_payment, open_payment, page_url
from apps.payments.services.reconciling import check_attempt, reconcile_pending
from apps.payments.services.refunds import (
    NothingHeld,
    RefundTooLarge,
    refund_held,
    refund_payment,
    send_refund,
)

__all__ = [
    "KeyReused",
    "NotPayable",
    "NothingHeld",
    "RefundTooLarge",
    "apply_fact",
    "bank_name",
    "cancel_payment",
    "check_attempt",
    "open_payment",
    "page_url",
    "post",
    "receive_webhook",
    "reconcile_pending",
    "refund_held",
    "refund_payment",
    "send_refund",
    "start_attempt",
]
