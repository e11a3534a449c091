"""Celery's doors into search."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

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
    if services.drain_dirty():
        drain_dirty.delay()


@shared_task(
    name="search.drain_bulk",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
    soft_time_limit=50,
    time_limit=60,
)
def drain_bulk(**_newer: object) -> None:
    if services.drain_dirty(is_bulk=True):
        drain_bulk.delay()


@shared_task(name="search.sweep_dirty", soft_time_limit=50, time_limit=60)
def sweep_dirty(**_newer: object) -> None:
    services.fill_new_index()
    drain_dirty.delay()
    drain_bulk.delay()


@shared_task(name="search.repair_drift", soft_time_limit=3500, time_limit=3600)
def repair_drift(**_newer: object) -> None:
    services.repair_drift()


@shared_task(name="search.keep_searches", soft_time_limit=50, time_limit=60)
def keep_searches(**_newer: object) -> None:
    services.keep_searches(day=timezone.localdate())


@shared_task(name="search.forget_searches", soft_time_limit=50, time_limit=60)
def forget_searches(**_newer: object) -> None:
    services.forget_searches(now=timezone.now())
