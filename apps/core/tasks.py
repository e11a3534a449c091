"""Celery's doors into core."""

from uuid import UUID

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from apps.core import events, services


@shared_task(
    name="core.deliver_event",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
    soft_time_limit=50,
    time_limit=60,
)
def deliver_event(*, event_id: str, subscriber: str, **_newer: object) -> None:
    events.deliver(event_id=UUID(event_id), subscriber=subscriber)


@shared_task(name="core.sweep_outbox", soft_time_limit=50, time_limit=60)
def sweep_outbox(**_newer: object) -> None:
    if events.sweep(now=timezone.now()) == services.SWEEP_BATCH:
        sweep_outbox.delay()


@shared_task(name="core.beat_heart")
def beat_heart(**_newer: object) -> None:
    services.beat_heart(now=timezone.now())


@shared_task(name="core.forget_delivered")
def forget_delivered(**_newer: object) -> None:
    services.forget_delivered(now=timezone.now())
