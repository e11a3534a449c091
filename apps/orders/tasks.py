"""Celery's doors into orders."""

from celery import shared_task
from django.utils import timezone

from apps.orders import services


@shared_task(name="orders.expire_unpaid", soft_time_limit=50, time_limit=60)
def expire_unpaid(**_newer: object) -> None:
    services.expire_unpaid(now=timezone.now())


@shared_task(name="orders.release_due", soft_time_limit=110, time_limit=120)
def release_due(**_newer: object) -> None:
    if services.release_due(now=timezone.now()) == 200:
        release_due.delay()
