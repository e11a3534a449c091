"""Celery's door into alerts."""

from celery import shared_task
from django.utils import timezone

from apps.alerts import services


@shared_task(name="alerts.sweep", soft_time_limit=270, time_limit=290)
def sweep(**_newer: object) -> None:
    services.sweep(now=timezone.now())
