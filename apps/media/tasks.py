"""Celery's door into media."""

from celery import shared_task
from django.utils import timezone

from apps.media import services


@shared_task(name="media.sweep_orphans", soft_time_limit=1700, time_limit=1800)
def sweep_orphans(**_newer: object) -> None:
    services.sweep_orphans(now=timezone.now())
