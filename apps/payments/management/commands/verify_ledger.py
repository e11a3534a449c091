"""Proof that the books are right."""

from django.core.management.base import BaseCommand, CommandError

from apps.payments import selectors


class Command(BaseCommand):
    help = (
        "Check that every ledger transaction sums to zero, every balance equals its entries and "
        "all balances of a currency sum to zero. Exit code 1 on a difference."
    )

    def handle(self, *args: object, **options: object) -> None:
        differences = selectors.ledger_differences()
        for line in differences:
            self.stderr.write(line)
        if differences:
            raise CommandError(f"{len(differences)} differences in the ledger.")
        counts = selectors.ledger_size()
        self.stdout.write(
            self.style.SUCCESS(
                f"The ledger is right: {counts.transactions} transactions, "
                f"{counts.entries} entries, {counts.accounts} accounts."
            )
        )
