"""Celery's door into the storefront."""

from celery import shared_task
from django.utils import timezone

from apps.storefront import services


@shared_task(name="storefront.build_feeds", soft_time_limit=7100, time_limit=7140, acks_late=False)
def build_feeds(**_newer: object) -> None:
    services.build_feeds(now=timezone.now())


@shared_task(name="storefront.forget_views", soft_time_limit=270, time_limit=290)
def forget_views(**_newer: object) -> None:
    services.forget_old_views(now=timezone.now())


@shared_task(name="storefront.count_popular", soft_time_limit=570, time_limit=590)
def count_popular(**_newer: object) -> None:
    services.count_popular(now=timezone.now())


@shared_task(name="storefront.count_complements", soft_time_limit=1700, time_limit=1740)
def count_complements(**_newer: object) -> None:
    services.count_complements(now=timezone.now())
