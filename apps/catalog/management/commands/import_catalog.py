"""`manage.py import_catalog FILE --seller SLUG`: goods of a file go on sale in a shop."""

import resource
import sys
import time
from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.catalog.models import ImportRow, ImportRun, ImportState, RowState
from apps.catalog.services.imports import import_file
from apps.core.actors import SYSTEM
from apps.core.errors import DomainError, Invalid
from apps.sellers.models import Seller


class Command(BaseCommand):
    help = "Import cards from JSONL (also .gz), CSV or XLSX. Safe to repeat: a SKU is one offer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--seller", required=True, help="the shop's slug")
        parser.add_argument(
            "--rate",
            action="append",
            default=[],
            metavar="USD=12600",
            help="what one unit of a currency costs in the market's; once per currency",
        )
        parser.add_argument("--language", default="en", choices=["en", "ru", "uz"])
        parser.add_argument("--stock", type=int, default=10, help="pieces where a line names none")
        parser.add_argument("--keep-good", action="store_true", help="publish despite broken lines")
        parser.add_argument("--dry-run", action="store_true", help="check only")

    def handle(self, *, file: Path, seller: str, **options: object) -> None:
        shop = Seller.objects.open().filter(slug=seller).first()
        if shop is None:
            raise CommandError(f"There is no open shop '{seller}'.")
        started = time.monotonic()
        try:
            with file.open("rb") as source:
                run = import_file(
                    seller_id=shop.pk,
                    source=source,
                    name=file.name,
                    rates=_rates(options["rate"]),
                    language=str(options["language"]),
                    default_stock=int(str(options["stock"])),
                    keep_good=bool(options["keep_good"]),
                    is_trial=bool(options["dry_run"]),
                    by=SYSTEM,
                    now=timezone.now(),
                    tell=self.stdout.write,
                )
        except OSError as error:
            raise CommandError(str(error)) from error
        except Invalid as error:
            raise CommandError(
                "; ".join(map(str, error.fields.values())) or str(error.message)
            ) from error
        except DomainError as error:
            raise CommandError(str(error.message)) from error
        self._report(run, time.monotonic() - started)

    def _report(self, run: ImportRun, seconds: float) -> None:
        bad = ImportRow.objects.filter(run=run, state=RowState.BAD).order_by("line")
        for line, sku, errors in bad.values_list("line", "sku", "errors").iterator(2000):
            self.stdout.write(f"line {line}: {', '.join(errors)}" + (f" ({sku})" if sku else ""))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak_mb = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
        self.stdout.write(
            f"{run.published_count} cards published, {run.bad_count} lines with errors, "
            f"{seconds:.1f} s, {run.published_count / max(seconds, 0.001):.0f} cards/s, "
            f"peak memory {peak_mb:.0f} MB"
        )
        if run.state == ImportState.FAILED:
            raise CommandError(f"The file could not be read: {run.failure}.")
        if run.state == ImportState.CHECKED and not run.is_trial:
            raise CommandError("Nothing was published. Repeat with --keep-good to keep good lines.")


def _rates(texts: object) -> dict[str, Decimal]:
    rates = {}
    for text in texts if isinstance(texts, list) else []:
        code, _sign, number = str(text).partition("=")
        try:
            rates[code] = Decimal(number)
        except InvalidOperation:
            raise CommandError(f"'{text}' is not like USD=12600.") from None
    return rates
