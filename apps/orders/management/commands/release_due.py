"""`manage.py release_due`: the hourly task by hand, ahead of time outside production."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from apps.orders import services


class Command(BaseCommand):
    help = "Give sellers the money of sales whose return window has closed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", help="pretend it is this moment (ISO 8601, with a zone)")

    def handle(self, *, now: str | None, **options: object) -> None:
        moment = timezone.now()
        if now is not None:
            if not settings.MAY_TRAVEL_IN_TIME:
                raise CommandError("--now is for development and tests only.")
            pretended = parse_datetime(now)
            if pretended is None or pretended.tzinfo is None:
                raise CommandError("--now wants a moment like 2026-12-31T12:00:00+05:00.")
            moment = pretended
        total = 0
        while count := services.release_due(now=moment):
            total += count
            self.stdout.write(f"{total} released")
        self.stdout.write(self.style.SUCCESS(f"{total} parts released in all"))
