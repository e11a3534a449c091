"""`manage.py search_repair`: is the index like the catalogue? What differs is made again."""

from django.core.management.base import BaseCommand

from apps.search.services import repair_drift


class Command(BaseCommand):
    help = "Compare the search index with the catalogue and repair it, as happens every night."

    def handle(self, **options: object) -> None:
        drift = repair_drift()
        self.stdout.write(
            f"{drift.missing} missing, {drift.stale} stale, {drift.surplus} too many: "
            + ("the worker makes them again" if any(drift) else "the index is right")
        )
