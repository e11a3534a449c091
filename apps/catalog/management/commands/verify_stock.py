"""Proof that the stock is right."""

from django.core.management.base import BaseCommand, CommandError

from apps.catalog import selectors


class Command(BaseCommand):
    help = (
        "Check that every on-hand and reserved figure equals its movements and reservations. "
        "Exit code 1 on a difference."
    )

    def handle(self, *args: object, **options: object) -> None:
        differences = selectors.stock_differences()
        for line in differences:
            self.stderr.write(line)
        if differences:
            raise CommandError(f"{len(differences)} differences in the stock.")
        size = selectors.stock_size()
        self.stdout.write(
            self.style.SUCCESS(
                f"The stock is right: {size.rows} rows, {size.movements} movements, "
                f"{size.reservations} reservations."
            )
        )
