"""Money on its way back: written with its ledger lines first, sent afterwards, confirmed once."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, InvalidTransition, NotAllowed
from apps.core.events import publish
from apps.core.queueing import queue_on_commit
from apps.payments import rules
from apps.payments.events import RefundSucceeded
from apps.payments.models import (
    AccountKind,
    AttemptState,
    Payment,
    PaymentAttempt,
    PaymentState,
    Refund,
    RefundState,
)
from apps.payments.providers import get_provider
from apps.payments.providers.base import Outcome, ProviderRefused, RefundAnswer, RefundRequest
from apps.payments.rules import Leg
from apps.payments.selectors import balance
from apps.payments.services.ledger import KeyReused, post

log = structlog.get_logger(__name__)


class RefundTooLarge(Conflict):
    """More would go back than was paid."""

    code = "payments.refund_too_large"


class NothingHeld(Conflict):
    """All of the payment's money is divided, sent back, or was never here."""

    code = "payments.nothing_held"
    message = _("No money of this payment lies with us.")


@transaction.atomic
def refund_payment(
    *,
    payment_id: UUID,
    key: str,
    amount: Decimal,
    reason: str,
    legs: Iterable[Leg],
    now: datetime,
) -> Refund:
    """Send a part of a paid sum back to the payer, in the caller's transaction; a task talks to the
    provider after it.

    `legs` say whose money it is: amounts below zero that sum to −`amount`. The same `key` gives the
    first refund back. Raises NotAllowed (unknown), InvalidTransition (not paid), RefundTooLarge,
    KeyReused, ValueError (legs that don't sum).
    """
    payment = Payment.objects.select_for_update().filter(pk=payment_id).first()
    if payment is None:
        raise NotAllowed()
    before = Refund.objects.filter(key=key).first()
    if before is not None:
        if (before.payment_id, before.amount) != (payment_id, amount):
            raise KeyReused(key=key)
        return before
    if payment.state != PaymentState.SUCCEEDED:
        raise InvalidTransition(payment=str(payment_id), state=payment.state)
    if amount > rules.refundable(amount=payment.amount, refunded=payment.refunded):
        raise RefundTooLarge(payment=str(payment_id), refunded=str(payment.refunded))
    paid = payment.attempts.filter(state=AttemptState.SUCCEEDED).order_by("pk").first()
    if paid is None:
        raise InvalidTransition(payment=str(payment_id), reason="no paid try")
    payment.refunded += amount
    payment.save(update_fields=["refunded", "updated_at"])
    return _begin(payment, paid, key=key, amount=amount, reason=reason, legs=legs, now=now)


@transaction.atomic
def refund_held(*, payment_id: UUID, key: str, by: Actor, now: datetime) -> Refund:
    """Staff send back what lies with us for a payment, divided among nobody: a refund that failed,
    or money that no order took. Raises NotAllowed (not staff, unknown), NothingHeld, and what
    `refund_payment` raises."""
    if by.role not in ("staff", "system"):
        raise NotAllowed()
    payment = Payment.objects.select_for_update().filter(pk=payment_id).first()
    if payment is None:
        raise NotAllowed()
    held = balance(kind=AccountKind.HELD, owner=str(payment.pk), currency=payment.currency)
    if held <= 0:
        raise NothingHeld(payment=str(payment_id))
    refund = refund_payment(
        payment_id=payment_id,
        key=key,
        amount=held,
        reason=by.reason,
        legs=[Leg(AccountKind.HELD, str(payment.pk), -held)],
        now=now,
    )
    audit.record(
        actor=by,
        action="payments.held_refunded",
        subject=f"payment:{payment_id}",
        after={"refund": refund.pk, "amount": held, "currency": payment.currency},
    )
    return refund


def send_second_back(*, payment: Payment, attempt: PaymentAttempt, now: datetime) -> None:
    """Return what was captured for a payment that was paid already; the caller holds its lock."""
    legs = [Leg(AccountKind.HELD, str(payment.pk), -payment.amount)]
    _begin(
        payment,
        attempt,
        key=f"second:{attempt.pk}",
        amount=payment.amount,
        reason="paid_twice",
        legs=legs,
        now=now,
    )
    log.warning("payments.payment.paid_twice", payment=str(payment.pk), attempt=str(attempt.pk))


def send_refund(*, refund_id: UUID, now: datetime) -> None:
    """Tell the provider to send a refund and record its answer; its key is the refund's id, so it
    is safe to repeat. Raises ProviderAway (ask again)."""
    refund = Refund.objects.select_related("attempt", "payment").filter(pk=refund_id).first()
    if refund is None or refund.state != RefundState.PENDING:
        return
    request = RefundRequest(
        key=str(refund.pk),
        charge_ref=refund.attempt.provider_ref,
        amount=refund.amount,
        currency=refund.payment.currency,
    )
    try:
        answer = get_provider(refund.attempt.provider).refund(request)
    except ProviderRefused as error:
        log.error("payments.refund.refused", refund=str(refund.pk), **error.facts)
        _fail(refund_id, now)
        return
    with transaction.atomic():
        Refund.objects.filter(pk=refund_id, provider_ref="").update(
            provider_ref=answer.ref, updated_at=now
        )
        apply_refund(provider=refund.attempt.provider, answer=answer)


@transaction.atomic
def apply_refund(*, provider: str, answer: RefundAnswer) -> bool:
    """Bring a refund to what the provider says; False when a person should look. A word about a
    refund whose own answer we have not read yet is left to that answer."""
    refund = (
        Refund.objects.select_for_update(of=("self",))
        .select_related("payment")
        .filter(attempt__provider=provider, provider_ref=answer.ref)
        .first()
    )
    if refund is None or refund.state != RefundState.PENDING or answer.outcome == Outcome.PENDING:
        return True
    if answer.outcome != Outcome.REFUNDED or answer.amount != refund.amount:
        log.error(
            "payments.refund.needs_a_look", refund=str(refund.pk), outcome=str(answer.outcome)
        )
        return False
    refund.state = RefundState.SUCCEEDED
    refund.save(update_fields=["state", "updated_at"])
    publish(
        RefundSucceeded(
            refund_id=refund.pk,
            payment_id=refund.payment_id,
            reference=refund.payment.reference,
            amount=refund.amount,
            currency=refund.payment.currency,
        )
    )
    log.info("payments.refund.succeeded", refund=str(refund.pk))
    return True


def _begin(
    payment: Payment,
    attempt: PaymentAttempt,
    *,
    key: str,
    amount: Decimal,
    reason: str,
    legs: Iterable[Leg],
    now: datetime,
) -> Refund:
    refund = Refund.objects.create(
        payment=payment, attempt=attempt, key=key, amount=amount, reason=reason
    )
    post(
        key=f"refund:{refund.pk}",
        kind="refund",
        reference=payment.reference,
        legs=[*legs, Leg(AccountKind.CLEARING, attempt.provider, amount)],
        currency=payment.currency,
        now=now,
    )
    queue_on_commit("payments.send_refund", refund_id=str(refund.pk))
    log.info("payments.refund.begun", refund=str(refund.pk), payment=str(payment.pk))
    return refund


@transaction.atomic
def _fail(refund_id: UUID, now: datetime) -> None:
    """The provider will not send it: the money is with us again, held for the payment, where a
    person decides."""
    refund = Refund.objects.get(pk=refund_id)
    payment = Payment.objects.select_for_update().get(pk=refund.payment_id)
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if refund.state != RefundState.PENDING:
        return
    refund.state = RefundState.FAILED
    refund.save(update_fields=["state", "updated_at"])
    if refund.reason != "paid_twice":
        Payment.objects.filter(pk=payment.pk).update(
            refunded=F("refunded") - refund.amount, updated_at=now
        )
    post(
        key=f"refund_failed:{refund.pk}",
        kind="refund_failed",
        reference=payment.reference,
        legs=[
            Leg(AccountKind.CLEARING, refund.attempt.provider, -refund.amount),
            Leg(AccountKind.HELD, str(payment.pk), refund.amount),
        ],
        currency=payment.currency,
        now=now,
    )
