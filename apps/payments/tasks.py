"""Celery's doors into payments."""

from uuid import UUID

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from apps.core.errors import PartnerUnavailable
from apps.payments import services


@shared_task(
    name="payments.send_refund",
    autoretry_for=(OperationalError, PartnerUnavailable),
    retry_backoff=True,
    max_retries=5,
    soft_time_limit=50,
    time_limit=60,
)
def send_refund(*, refund_id: str, **_newer: object) -> None:
    services.send_refund(refund_id=UUID(refund_id), now=timezone.now())


@shared_task(name="payments.reconcile_pending", soft_time_limit=270, time_limit=300)
def reconcile_pending(**_newer: object) -> None:
    services.reconcile_pending(now=timezone.now())
