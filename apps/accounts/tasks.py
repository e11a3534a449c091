"""Celery's door into people's keys."""

from celery import shared_task
from django.utils import timezone

from apps.accounts import services

BATCH = 5000


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
