"""Celery's door into the demo shop."""

from celery import shared_task

from marketplace.demo.loading import pictures


@shared_task(name="demo.draw_pictures", soft_time_limit=110, time_limit=120)
def draw_pictures(**_newer: object) -> None:
    if pictures.draw_waiting():
        draw_pictures.delay()
