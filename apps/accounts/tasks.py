"""Celery's door into people's keys."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from apps.accounts import selectors, services

BATCH = 5000


@shared_task(name="accounts.make_export", soft_time_limit=270, time_limit=300)
def make_export(*, export_id: str, **_newer: object) -> None:
    services.make_export(export_id=UUID(export_id), now=timezone.now())


@shared_task(name="accounts.sweep_exports", soft_time_limit=110, time_limit=120)
def sweep_exports(**_newer: object) -> None:
    """Archives past their time, and those whose worker was lost."""
    services.forget_exports(now=timezone.now())
    for export_id in selectors.waiting_exports():
        make_export.delay(export_id=str(export_id))


@shared_task(name="accounts.forget_old_keys", soft_time_limit=110, time_limit=120)
def forget_old_keys(**_newer: object) -> None:
    """Codes, refresh tokens and logins that are over for good."""
    now = timezone.now()
    services.forget_phone_codes()
    counts = (
        services.forget_old_refresh_tokens(now=now, batch=BATCH),
        services.forget_old_families(now=now, batch=BATCH),
    )
    if BATCH in counts:
        forget_old_keys.delay()
