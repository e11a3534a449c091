"""Celery's doors into media."""

from celery import shared_task
from django.utils import timezone

from apps.media import services


@shared_task(name="media.sweep_orphans", soft_time_limit=1700, time_limit=1800)
def sweep_orphans(**_newer: object) -> None:
    services.sweep_orphans(now=timezone.now())


@shared_task(name="media.make_avif", soft_time_limit=240, time_limit=270)
def make_avif(**_newer: object) -> None:
    if services.make_avif(now=timezone.now()):
        make_avif.delay()
