"""What a provider says, applied once, in whatever order it comes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from apps.core.events import publish
from apps.payments import rules
from apps.payments.events import PaymentDeclined, PaymentSucceeded
from apps.payments.models import (
    AccountKind,
    AttemptState,
    Payment,
    PaymentAttempt,
    PaymentState,
    ProviderEvent,
    ProviderEventState,
)
from apps.payments.providers import get_provider
from apps.payments.providers.base import Charge, Outcome, ProviderFact
from apps.payments.rules import Leg
from apps.payments.services.ledger import post
from apps.payments.services.refunds import apply_refund, send_second_back

log = structlog.get_logger(__name__)

STATES = {
    Outcome.PENDING: AttemptState.PENDING,
    Outcome.CAPTURED: AttemptState.SUCCEEDED,
    Outcome.DECLINED: AttemptState.DECLINED,
    Outcome.CANCELLED: AttemptState.CANCELLED,
}


def receive_webhook(
    *, provider: str, headers: Mapping[str, str], body: bytes, now: datetime
) -> None:
    """Verify a provider's message, keep it once by its id, apply it.

    It is kept in a transaction of its own, so that a fault while applying loses nothing: the
    provider sends it again. Raises NotAllowed (unknown provider), BadSignature, BadBody.
    """
    fact = get_provider(provider).read_webhook(headers=headers, body=body, now=now)
    row, is_new = ProviderEvent.objects.get_or_create(
        provider=provider,
        event_id=fact.event_id,
        defaults={"body": dict(fact.raw), "received_at": now},
    )
    if not is_new and row.state != ProviderEventState.RECEIVED:
        return
    with transaction.atomic():
        understood = apply_fact(provider=provider, fact=fact, now=now)
        row.state = ProviderEventState.APPLIED if understood else ProviderEventState.UNKNOWN
        row.applied_at = now
        row.save(update_fields=["state", "applied_at"])


@transaction.atomic
def apply_fact(*, provider: str, fact: ProviderFact, now: datetime) -> bool:
    """Apply one word of a provider; False when a person should look at it. Safe to repeat."""
    if fact.refund is not None:
        return apply_refund(provider=provider, answer=fact.refund)
    charge = fact.charge
    attempt = _attempt_of(provider, charge) if charge else None
    if charge is None or attempt is None:
        log.error(
            "payments.webhook.not_understood", provider=provider, provider_event=fact.event_id
        )
        return False
    payment = lock_payment(attempt_id=attempt.pk)
    attempt.refresh_from_db()
    if not attempt.provider_ref:
        # The message overtook the answer to our own call.
        attempt.provider_ref, attempt.pay_url = charge.ref, charge.pay_url
        attempt.save(update_fields=["provider_ref", "pay_url", "updated_at"])
    return apply_charge(payment=payment, attempt=attempt, charge=charge, now=now)


def apply_charge(
    *, payment: Payment, attempt: PaymentAttempt, charge: Charge, now: datetime
) -> bool:
    """Bring a try to what the provider says of its charge; the caller holds the payment's lock.
    False when a person should look: an unknown word, or money that isn't what was asked."""
    end = STATES.get(charge.outcome, AttemptState.UNKNOWN)
    if end == AttemptState.SUCCEEDED and not _is_what_was_asked(payment, charge):
        end = AttemptState.UNKNOWN
    if end != AttemptState.UNKNOWN and not rules.may_move(start=attempt.state, end=end):
        return True
    if end == AttemptState.UNKNOWN:
        _leave_to_a_person(attempt, charge)
        return False
    attempt.state, attempt.decline_code = end, charge.decline_code
    attempt.save(update_fields=["state", "decline_code", "updated_at"])
    log.info("payments.attempt.moved", attempt=str(attempt.pk), state=str(end))
    if end == AttemptState.SUCCEEDED:
        _take_money(payment, attempt, now)
    elif end == AttemptState.DECLINED and payment.state == PaymentState.OPEN:
        publish(PaymentDeclined(payment.pk, payment.reference, charge.decline_code))
    return True


def lock_payment(*, attempt_id: UUID) -> Payment:
    """The payment of a try, its row locked until the transaction ends."""
    return Payment.objects.select_for_update(of=("self",)).get(attempts=attempt_id)


def _take_money(payment: Payment, attempt: PaymentAttempt, now: datetime) -> None:
    """Book a capture. A closed payment is paid all the same: who asked for it sends it back."""
    post(
        key=f"capture:{attempt.pk}",
        kind="capture",
        reference=payment.reference,
        legs=[
            Leg(AccountKind.CLEARING, attempt.provider, -payment.amount),
            Leg(AccountKind.HELD, str(payment.pk), payment.amount),
        ],
        currency=payment.currency,
        now=now,
    )
    if payment.state == PaymentState.SUCCEEDED:
        send_second_back(payment=payment, attempt=attempt, now=now)
        return
    payment.state, payment.paid_at = PaymentState.SUCCEEDED, now
    payment.save(update_fields=["state", "paid_at", "updated_at"])
    publish(
        PaymentSucceeded(
            payment_id=payment.pk,
            reference=payment.reference,
            amount=payment.amount,
            currency=payment.currency,
            paid_at=now,
        )
    )
    log.info("payments.payment.succeeded", payment=str(payment.pk), reference=payment.reference)


def _leave_to_a_person(attempt: PaymentAttempt, charge: Charge) -> None:
    if rules.may_move(start=attempt.state, end=AttemptState.UNKNOWN):
        attempt.state = AttemptState.UNKNOWN
        attempt.save(update_fields=["state", "updated_at"])
    log.error(
        "payments.attempt.needs_a_look",
        attempt=str(attempt.pk),
        outcome=str(charge.outcome),
        amount=str(charge.amount),
        currency=charge.currency,
    )


def _is_what_was_asked(payment: Payment, charge: Charge) -> bool:
    return (charge.amount, charge.currency) == (payment.amount, payment.currency)


def _attempt_of(provider: str, charge: Charge) -> PaymentAttempt | None:
    """A charge's try: by the provider's reference, else by ours, which the provider repeats."""
    tries = PaymentAttempt.objects.filter(provider=provider)
    known = tries.filter(provider_ref=charge.ref).first()
    if known is not None:
        return known
    try:
        return tries.filter(pk=UUID(charge.reference), provider_ref="").first()
    except ValueError:
        return None
