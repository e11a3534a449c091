"""`manage.py reindex`: the whole search index made anew, beside traffic."""

import time

from django.core.management.base import BaseCommand

from apps.search import services


class Command(BaseCommand):
    help = "Make every listed card's document anew. Safe to stop, repeat, and run beside traffic."

    def handle(self, **options: object) -> None:
        started = time.monotonic()
        count = services.reindex(tell=self.stdout.write)
        seconds = time.monotonic() - started
        self.stdout.write(self.style.SUCCESS(f"{count} cards in {seconds:.1f} s"))
