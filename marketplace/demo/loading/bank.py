"""What the bank said about the demo's past payments.

The bank itself keeps no past: its words are told to payments as its webhooks would tell them, so
that every movement is posted by the services that post it in earnest.
"""

from datetime import datetime

from apps.core.events import deliver, subscribers_of
from apps.core.models import OutboxEvent
from apps.orders.models import Order
from apps.payments import services as payments
from apps.payments.models import Payment, PaymentAttempt, Refund, RefundState
from apps.payments.providers.base import Charge, Outcome, ProviderFact, RefundAnswer

PROVIDER = "sandbox"
DECLINE = "insufficient_funds"
# Facts the next step of a story builds on; all others wait for the worker.
AT_ONCE = ("payments.PaymentSucceeded", "shipping.ShipmentDelivered")


def pay(order: Order, *, now: datetime, is_declined_first: bool = False) -> None:
    """An order's payment is captured, perhaps after a try that the bank declined."""
    payment = Payment.objects.get(reference=str(order.pk))
    if is_declined_first:
        _try(payment, outcome=Outcome.DECLINED, now=now)
    _try(payment, outcome=Outcome.CAPTURED, now=now)
    settle()


def refund(order: Order, *, now: datetime) -> None:
    """The bank sends back what an order's cancelled parts cost. Called in the transaction of the
    cancellation: once that commits, a worker would ask a bank that has never seen the charge."""
    waiting = Refund.objects.filter(
        payment__reference=str(order.pk), state=RefundState.PENDING
    ).order_by("pk")
    for row in waiting:
        ref = f"past-{row.pk}"
        Refund.objects.filter(pk=row.pk).update(provider_ref=ref)
        answer = RefundAnswer(ref=ref, outcome=Outcome.REFUNDED, amount=row.amount)
        fact = ProviderFact(event_id=ref, charge=None, refund=answer, raw={})
        payments.apply_fact(provider=PROVIDER, fact=fact, now=now)


def settle() -> None:
    """Let facts have their effect now that the next step of a story builds on; delivering them
    again later changes nothing."""
    waiting = OutboxEvent.objects.filter(completed_at=None, name__in=AT_ONCE).order_by("pk")
    for row in list(waiting):
        for subscriber in subscribers_of(row.name):
            deliver(event_id=row.pk, subscriber=subscriber)


def _try(payment: Payment, *, outcome: Outcome, now: datetime) -> None:
    attempt = PaymentAttempt.objects.create(payment=payment, provider=PROVIDER)
    ref = f"past-{attempt.pk}"
    charge = Charge(
        ref=ref,
        reference=str(attempt.pk),
        outcome=outcome,
        amount=payment.amount,
        currency=payment.currency,
        decline_code=DECLINE if outcome is Outcome.DECLINED else "",
    )
    fact = ProviderFact(event_id=ref, charge=charge, refund=None, raw={})
    payments.apply_fact(provider=PROVIDER, fact=fact, now=now)
