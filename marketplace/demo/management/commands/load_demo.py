"""Fill an empty marketplace with the demo shop."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from marketplace.demo.loading import load


class Command(BaseCommand):
    help = "Load the demo shop: goods, people, orders. Safe to stop and to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--small", action="store_true", help="a selection, for tests")

    def handle(self, *args: Any, small: bool, **options: Any) -> None:  # Any: Django's own
        if not settings.MAY_TRAVEL_IN_TIME:
            raise CommandError("The demo shop has known passwords: it isn't for production.")
        start = time.monotonic()
        done = load(is_small=small, now=timezone.now(), tell=self._tell)
        text = f"Demo shop loaded in {time.monotonic() - start:.0f} s."
        self.stdout.write(self.style.SUCCESS(text if done else "The demo shop is there already."))

    def _tell(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()
