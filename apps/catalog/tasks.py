"""Celery's doors into the catalogue."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from apps.catalog import services
from apps.catalog.services import imports


@shared_task(name="catalog.run_import", soft_time_limit=3500, time_limit=3540, acks_late=True)
def run_import(*, run_id: str, **_newer: object) -> None:
    imports.run_import(run_id=UUID(run_id), now=timezone.now())


@shared_task(name="catalog.resume_imports", soft_time_limit=50, time_limit=60)
def resume_imports(**_newer: object) -> None:
    for run_id in imports.resume_imports(now=timezone.now()):
        run_import.delay(run_id=str(run_id))


@shared_task(name="catalog.forget_drafts", soft_time_limit=50, time_limit=60)
def forget_drafts(**_newer: object) -> None:
    services.forget_drafts(now=timezone.now())


@shared_task(name="catalog.keep_prices", soft_time_limit=1700, time_limit=1740)
def keep_prices(**_newer: object) -> None:
    services.keep_prices(now=timezone.now())


@shared_task(name="catalog.forget_batches", soft_time_limit=50, time_limit=60)
def forget_batches(**_newer: object) -> None:
    services.forget_batches(now=timezone.now())


@shared_task(name="catalog.keep_views", soft_time_limit=570, time_limit=590)
def keep_views(**_newer: object) -> None:
    services.keep_views(today=timezone.localdate())


@shared_task(name="catalog.forget_views", soft_time_limit=270, time_limit=290)
def forget_views(**_newer: object) -> None:
    services.forget_views(today=timezone.localdate())


@shared_task(name="catalog.find_duplicates", soft_time_limit=1700, time_limit=1740)
def find_duplicates(**_newer: object) -> None:
    services.find_duplicates(now=timezone.now())


@shared_task(name="catalog.move_value", soft_time_limit=110, time_limit=120)
def move_value(*, value_id: str, **_newer: object) -> None:
    if services.move_value(value_id=int(value_id), now=timezone.now()):
        move_value.delay(value_id=value_id)


@shared_task(name="catalog.resume_values", soft_time_limit=50, time_limit=60)
def resume_values(**_newer: object) -> None:
    for value_id in services.unsettled_values(now=timezone.now()):
        move_value.delay(value_id=str(value_id))
