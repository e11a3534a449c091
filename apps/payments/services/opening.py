"""A payment's beginning and its end without money."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from apps.core.events import publish
from apps.payments.events import PaymentCancelled
from apps.payments.models import Payment, PaymentState

log = structlog.get_logger(__name__)


def open_payment(
    *,
    reference: str,
    amount: Decimal,
    currency: str,
    description: str,
    language: str,
    payer_id: UUID | None,
    access_key: str,
    return_url: str,
    expires_at: datetime,
    now: datetime,
) -> Payment:
    """Ask for a sum; writes only, the bank is met when the payer comes to `/pay/<payment>/`.

    `reference` is what it is for, opaque here; `return_url` is a path of ours. A guest
    (`payer_id` None) comes with `access_key`. Raises ValueError for an amount or a time that
    cannot be paid, a return URL that leaves the site, or a payment that nobody could see.
    """
    if amount <= 0 or expires_at <= now:
        raise ValueError("a payment is of something and has time left")
    if not url_has_allowed_host_and_scheme(return_url, allowed_hosts=None):
        raise ValueError("the return URL is a path of ours")
    if payer_id is None and not access_key:
        raise ValueError("a guest's payment has a key")
    payment = Payment.objects.create(
        reference=reference,
        amount=amount,
        currency=currency,
        description=description,
        language=language,
        payer_id=payer_id,
        access_key=access_key,
        return_url=return_url,
        expires_at=expires_at,
    )
    log.info("payments.payment.opened", payment=str(payment.pk), reference=reference)
    return payment


@transaction.atomic
def cancel_payment(
    *, payment_id: UUID | None = None, reference: str | None = None, now: datetime
) -> int:
    """Close one payment, or every open one of a reference; returns how many were open.

    A paid or closed one stays as it is. A try that waits at the bank is let go by
    `reconcile_pending`; money that comes all the same is announced and may go back.
    """
    rows = Payment.objects.select_for_update().filter(state=PaymentState.OPEN).order_by("pk")
    rows = rows.filter(reference=reference) if payment_id is None else rows.filter(pk=payment_id)
    closed = list(rows)
    for payment in closed:
        close(payment)
    return len(closed)


def close(payment: Payment) -> None:
    """Close an open payment whose row the caller has locked."""
    payment.state = PaymentState.CANCELLED
    payment.save(update_fields=["state", "updated_at"])
    publish(PaymentCancelled(payment.pk, payment.reference))
    log.info("payments.payment.cancelled", payment=str(payment.pk), reference=payment.reference)


def page_url(payment: Payment) -> str:
    """Where a payment is paid, absolute, in its payer's language; a guest's carries the key."""
    with translation.override(payment.language):
        path = reverse("payments:pay", args=[payment.pk])
    key = "" if payment.payer_id else "?" + urlencode({"key": payment.access_key})
    return f"{settings.SITE_URL.rstrip('/')}{path}{key}"
