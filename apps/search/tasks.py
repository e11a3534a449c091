"""Celery's doors into search."""

from celery import shared_task
from django.db import OperationalError

from apps.search import services


@shared_task(
    name="search.drain_dirty",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
    soft_time_limit=50,
    time_limit=60,
)
def drain_dirty(**_newer: object) -> None:
    if services.drain_dirty() == services.BATCH:
        drain_dirty.delay()
