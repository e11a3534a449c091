"""`manage.py reindex`: the whole search index made anew, beside traffic."""

import os
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from apps.search import services


class Command(BaseCommand):
    help = "Make every listed card's document anew. Safe to stop, repeat, and run beside traffic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="how many read the catalogue at once; as many as this machine has processors",
        )

    def handle(self, *, processes: int, **options: object) -> None:
        started = time.monotonic()
        count = services.reindex(tell=self.stdout.write, processes=max(processes, 1))
        seconds = time.monotonic() - started
        speed = f"{count / seconds:,.0f} a second"
        self.stdout.write(self.style.SUCCESS(f"{count} cards in {seconds:.1f} s, {speed}"))
