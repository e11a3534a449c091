"""Staging: each line of the file becomes a checked row, in batches by COPY."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from apps.catalog.models import ImportRow, ImportRun, ImportState, RowState
from apps.catalog.rules.import_cards import check_card
from apps.catalog.services.imports.files import Line, check_magic, read_lines
from apps.core.money import unit_of

BATCH = 2_000
# The character zero as JSON writes it, and not a backslash followed by those letters.
ZERO = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_encode = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def stage(run: ImportRun, *, now: datetime) -> None:
    """Read and check the whole file of a run; afterwards it is CHECKED. Starting over is safe.
    Raises Invalid when the file cannot be read at all."""
    ImportRow.objects.filter(run=run).delete()
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportState.STAGING, total_count=0, bad_count=0, updated_at=now
    )
    rates = {code: Decimal(rate) for code, rate in run.rates.items()}
    with run.file.open("rb") as source:
        check_magic(source.read(4096), kind=run.format)
        source.seek(0)
        lines = read_lines(source, kind=run.format, columns=run.columns, currency=_currency(rates))
        while batch := list(islice(_rows(run, lines, rates), BATCH)):
            _copy(batch)
            ImportRun.objects.filter(pk=run.pk).update(total_count=batch[-1][1])
    with transaction.atomic():
        _mark_repeats(run)
        rows = ImportRow.objects.filter(run=run)
        run.total_count = rows.count()
        run.bad_count = rows.filter(state=RowState.BAD).count()
        run.state = ImportState.CHECKED
        run.save(update_fields=["total_count", "bad_count", "state", "updated_at"])


def _rows(
    run: ImportRun, lines: Iterator[Line], rates: dict[str, Decimal]
) -> Iterator[tuple[Any, ...]]:  # Any: one row for COPY
    unit = unit_of(settings.MARKET_CURRENCY)
    for number, raw, error in lines:
        card, errors = (None, [error]) if error else _check(run, raw, rates, unit)
        text = _encode(asdict(card)) if card else None
        if text is not None and not _can_be_stored(text):
            text, errors = None, ["text_unreadable"]
        sku = raw.get("sku") if isinstance(raw, dict) else ""
        yield (
            run.pk,
            number,
            _shown(sku) if isinstance(sku, str) else "",
            text,
            json.dumps(errors),
            RowState.BAD.value if errors else RowState.STAGED.value,
        )


def _currency(rates: Mapping[str, Decimal]) -> str:
    """What a file that names no currency is in: the one the seller gave a rate for, if only one."""
    own: str = settings.MARKET_CURRENCY
    foreign = [code for code in rates if code != own]
    return foreign[0] if len(foreign) == 1 else own


def _can_be_stored(text: str) -> bool:
    """Whether PostgreSQL takes this JSON: it refuses the character zero, and halves of letters
    (lone surrogates), which JSON's escapes can spell."""
    if "\\u0000" in text and ZERO.search(text):
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(sku: str) -> str:
    """A SKU as far as it can be shown beside what is wrong with its line."""
    return sku[:80].replace("\x00", "").encode(errors="replace").decode()


def _check(
    run: ImportRun,
    raw: Any,
    rates: dict[str, Decimal],
    unit: Decimal,  # Any: JSON
) -> tuple[Any, list[str]]:
    stock = raw.get("stock") if isinstance(raw, dict) else None
    default = stock if isinstance(stock, int) and not isinstance(stock, bool) else run.default_stock
    return check_card(raw, rates=rates, unit=unit, default_stock=max(0, default))


def _copy(rows: list[tuple[Any, ...]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        columns = "run_id, line, sku, card, errors, state"
        with cursor.copy(f"COPY catalog_importrow ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _mark_repeats(run: ImportRun) -> None:
    """A SKU that comes again: the same content once more is nothing, other content is an error."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH ranked AS (
                SELECT id, first_value(id) OVER (PARTITION BY sku ORDER BY line) AS first_id
                FROM catalog_importrow WHERE run_id = %(run)s AND state = 'staged'
            ), repeats AS (
                SELECT r.id, r.card = f.card AS is_same FROM ranked
                JOIN catalog_importrow r ON r.id = ranked.id
                JOIN catalog_importrow f ON f.id = ranked.first_id
                WHERE ranked.id <> ranked.first_id
            ), gone AS (
                DELETE FROM catalog_importrow WHERE id IN (SELECT id FROM repeats WHERE is_same)
            )
            UPDATE catalog_importrow SET state = 'bad', errors = '["sku_repeated"]', card = NULL
            WHERE id IN (SELECT id FROM repeats WHERE NOT is_same)
            """,
            {"run": run.pk},
        )
