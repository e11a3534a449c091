"""Celery's door into notifications."""

from celery import shared_task
from django.utils import timezone

from apps.notifications import services

BATCH = 50


@shared_task(name="notifications.send_pending", soft_time_limit=110, time_limit=120)
def send_pending(**_newer: object) -> None:
    if services.send_pending(now=timezone.now(), limit=BATCH) == BATCH:
        send_pending.delay()
