"""`manage.py grow_catalog N`: copies of what is there, for benchmarks."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.catalog.services.imports import grow_catalog


class Command(BaseCommand):
    help = "Multiply the live cards until there are N of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int)

    def handle(self, *, count: int, **options: object) -> None:
        try:
            added = grow_catalog(target=count, now=timezone.now(), tell=self.stdout.write)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{added} cards added"))
