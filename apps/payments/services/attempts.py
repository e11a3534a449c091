"""Tries to pay: begun here, ended by what the provider says. No HTTP inside a transaction."""

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from apps.core.errors import InvalidTransition, NotAllowed
from apps.payments import rules
from apps.payments.models import AttemptState, Payment, PaymentAttempt
from apps.payments.providers import default_provider, get_provider
from apps.payments.providers.base import Charge, ChargeRequest, ProviderRefused
from apps.payments.services.facts import apply_charge, lock_payment
from apps.payments.services.opening import page_url

log = structlog.get_logger(__name__)

UNDER_WAY = (AttemptState.STARTED, AttemptState.PENDING)
# The code of a try that the provider itself would not take.
REFUSED = "provider_refused"


class NotPayable(InvalidTransition):
    """The payment is paid, closed, out of time, or waits for a person to look at a try."""

    code = "payments.not_payable"


def start_attempt(*, payment_id: UUID, now: datetime) -> PaymentAttempt:
    """Begin a try at the provider, or take up the one under way; its `pay_url` is where to go.

    The try is written first, then the provider is asked with the try's id as key, then its answer
    is written: a crash in between goes on with the same key, a second click meets the same try.
    Raises NotAllowed (unknown), NotPayable, ProviderAway (ask again), ProviderRefused.
    """
    attempt = _take_attempt(payment_id, now)
    if attempt.state == AttemptState.STARTED:
        send_charge(attempt=attempt, now=now)
        attempt.refresh_from_db()
    return attempt


def bank_name(*, attempt: PaymentAttempt | None) -> str:
    """The name of the provider a try went to, or of the one the next will go to; a brand's name
    isn't translated."""
    provider = get_provider(attempt.provider) if attempt else default_provider()
    return provider.label


def send_charge(*, attempt: PaymentAttempt, now: datetime) -> None:
    """Ask the provider for a try's charge and record what it says; again with the same key."""
    payment = attempt.payment
    request = ChargeRequest(
        key=str(attempt.pk),
        reference=attempt.pk,
        amount=payment.amount,
        currency=payment.currency,
        description=payment.description,
        return_url=page_url(payment),
        language=payment.language,
        expires_at=payment.expires_at,
    )
    try:
        charge = get_provider(attempt.provider).charge(request)
    except ProviderRefused as error:
        _record_refusal(attempt.pk, now)
        log.error("payments.attempt.refused", attempt=str(attempt.pk), **error.facts)
        raise
    record_charge(attempt_id=attempt.pk, charge=charge, now=now)


@transaction.atomic
def record_charge(*, attempt_id: UUID, charge: Charge, now: datetime) -> None:
    """Write down where a try is paid, and what the provider says about it already."""
    payment = lock_payment(attempt_id=attempt_id)
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    if not attempt.provider_ref:
        attempt.provider_ref, attempt.pay_url = charge.ref, charge.pay_url
        attempt.save(update_fields=["provider_ref", "pay_url", "updated_at"])
    apply_charge(payment=payment, attempt=attempt, charge=charge, now=now)


@transaction.atomic
def _take_attempt(payment_id: UUID, now: datetime) -> PaymentAttempt:
    payment = Payment.objects.select_for_update().filter(pk=payment_id).first()
    if payment is None:
        raise NotAllowed()
    if payment.attempts.filter(state=AttemptState.UNKNOWN).exists():
        raise NotPayable(payment=str(payment_id), reason="a try needs a look")
    if not rules.is_payable(state=payment.state, expires_at=payment.expires_at, now=now):
        raise NotPayable(payment=str(payment_id), state=payment.state)
    under_way = payment.attempts.filter(state__in=UNDER_WAY).first()
    if under_way is not None:
        return under_way
    attempt = PaymentAttempt.objects.create(payment=payment, provider=default_provider().code)
    log.info("payments.attempt.started", attempt=str(attempt.pk), payment=str(payment_id))
    return attempt


@transaction.atomic
def _record_refusal(attempt_id: UUID, now: datetime) -> None:
    lock_payment(attempt_id=attempt_id)
    PaymentAttempt.objects.filter(pk=attempt_id, state=AttemptState.STARTED).update(
        state=AttemptState.DECLINED, decline_code=REFUSED, updated_at=now
    )
