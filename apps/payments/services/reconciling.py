"""Asking the provider about what has waited too long: a webhook may be lost, a process may die."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from apps.core.errors import PartnerUnavailable
from apps.payments import rules
from apps.payments.models import (
    AttemptState,
    Payment,
    PaymentAttempt,
    PaymentState,
    Refund,
    RefundState,
)
from apps.payments.providers import get_provider
from apps.payments.providers.base import Outcome
from apps.payments.services.attempts import UNDER_WAY, record_charge, send_charge
from apps.payments.services.opening import close
from apps.payments.services.refunds import send_refund

log = structlog.get_logger(__name__)

PATIENCE = timedelta(minutes=1)


def reconcile_pending(*, now: datetime, limit: int = 50) -> int:
    """Ask about tries and refunds that have waited a minute, and close payments whose time is out;
    returns how many were looked at, up to `limit` of each. One that the provider doesn't answer
    goes to the end of the queue."""
    waiting = PaymentAttempt.objects.filter(state__in=UNDER_WAY, updated_at__lte=now - PATIENCE)
    asked = list(waiting.order_by("updated_at").values_list("pk", flat=True)[:limit])
    for attempt_id in asked:
        try:
            check_attempt(attempt_id=attempt_id, now=now)
        except PartnerUnavailable as error:
            log.warning("payments.reconcile.no_answer", attempt=str(attempt_id), code=error.code)
        PaymentAttempt.objects.filter(pk=attempt_id, state__in=UNDER_WAY).update(updated_at=now)
    refunds = Refund.objects.filter(
        state=RefundState.PENDING, updated_at__lte=now - PATIENCE
    ).order_by("updated_at")
    sent = list(refunds.values_list("pk", flat=True)[:limit])
    for refund_id in sent:
        try:
            send_refund(refund_id=refund_id, now=now)
        except PartnerUnavailable as error:
            log.warning("payments.reconcile.no_answer", refund=str(refund_id), code=error.code)
        Refund.objects.filter(pk=refund_id, state=RefundState.PENDING).update(updated_at=now)
    return len(asked) + len(sent) + _close_expired(now, limit)


def check_attempt(*, attempt_id: UUID, now: datetime) -> None:
    """Ask how a try stands and apply the answer; one that nobody may pay any more is let go.
    Raises ProviderAway, ProviderRefused."""
    attempt = PaymentAttempt.objects.select_related("payment").get(pk=attempt_id)
    if attempt.state not in UNDER_WAY:
        return
    if not attempt.provider_ref:
        # We don't know whether the provider heard us; the same key says so without a second charge.
        send_charge(attempt=attempt, now=now)
        attempt.refresh_from_db()
    provider = get_provider(attempt.provider)
    charge = provider.fetch(attempt.provider_ref)
    payment = attempt.payment
    payable = rules.is_payable(state=payment.state, expires_at=payment.expires_at, now=now)
    if charge.outcome == Outcome.PENDING and not payable:
        charge = provider.cancel(attempt.provider_ref)
    record_charge(attempt_id=attempt_id, charge=charge, now=now)


def _close_expired(now: datetime, limit: int) -> int:
    """Close payments whose time is out and whose tries have all ended."""
    expired = Payment.objects.filter(state=PaymentState.OPEN, expires_at__lte=now)
    ended = expired.exclude(attempts__state__in=[*UNDER_WAY, AttemptState.UNKNOWN])
    found = list(ended.order_by("expires_at").values_list("pk", flat=True)[:limit])
    for payment_id in found:
        with transaction.atomic():
            row = Payment.objects.select_for_update(skip_locked=True).filter(
                pk=payment_id, state=PaymentState.OPEN
            )
            for payment in row:
                close(payment)
    return len(found)
