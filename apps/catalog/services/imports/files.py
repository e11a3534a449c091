"""Reading an import's file line by line: JSONL (also gzipped), CSV, XLSX. Memory stays bounded."""

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from apps.core.errors import Invalid

MAX_LINE = 8 * 1024 * 1024
MAX_SHEET_ROWS = 50_000
MAX_SHEET_BYTES = 150 * 1024 * 1024
FORMATS = {".jsonl": "jsonl", ".jsonl.gz": "jsonl.gz", ".csv": "csv", ".xlsx": "xlsx"}
# What tells a packed file from text, whatever its name says.
MAGICS = {"xlsx": b"PK\x03\x04", "jsonl.gz": b"\x1f\x8b"}
NEEDED = ("sku", "title", "category", "price")
COLUMNS = (*NEEDED, "currency", "description", "brand", "stock", "weight_g", "variant_sku")
MAX_COLUMNS, MAX_NAME = 200, 80
FORMULA_SIGNS = ("=", "+", "-", "@")
# What columns are called elsewhere, and in our other languages.
SYNONYMS = {
    "артикул": "sku",
    "артикул продавца": "sku",
    "kod": "sku",
    "seller_sku": "sku",
    "item_sku": "sku",
    "название": "title",
    "наименование": "title",
    "nomi": "title",
    "name": "title",
    "описание": "description",
    "tavsif": "description",
    "бренд": "brand",
    "brend": "brand",
    "категория": "category",
    "turkum": "category",
    "product_type": "category",
    "цена": "price",
    "narx": "price",
    "валюта": "currency",
    "valyuta": "currency",
    "остаток": "stock",
    "количество": "stock",
    "qoldiq": "stock",
    "quantity": "stock",
    "вес": "weight_g",
    "вес, г": "weight_g",
    "ogʻirlik": "weight_g",
    "артикул варианта": "variant_sku",
}

Line = tuple[int, Any, str]  # line number, parsed object (Any: JSON), error code or ""


def format_of(name: str) -> str:
    """The format a file's name promises. Raises Invalid for any other."""
    for ending, kind in sorted(FORMATS.items(), key=lambda item: -len(item[0])):
        if name.casefold().endswith(ending):
            return kind
    raise Invalid(fields={"file": _("Choose a CSV, XLSX or JSONL file.")})


def check_magic(head: bytes, *, kind: str) -> None:
    """Refuse a file whose first bytes say that it isn't what its name promises. Raises Invalid."""
    expected = MAGICS.get(kind)
    is_packed = any(head.startswith(magic) for magic in MAGICS.values()) or b"\x00" in head
    if (expected and not head.startswith(expected)) or (not expected and is_packed):
        raise Invalid(fields={"file": _("The content is not what the file's name promises.")})


def read_lines(
    source: IO[bytes], *, kind: str, columns: Mapping[str, str], currency: str
) -> Iterator[Line]:
    """The cards of a file with the number of their (first) line. `columns` says what a table's own
    columns hold, by their names in small letters; a table without a column for it is in `currency`.
    Raises Invalid for a file that cannot be read at all."""
    if kind == "jsonl":
        yield from _json_lines(source)
    elif kind == "jsonl.gz":
        try:
            yield from _json_lines(gzip.GzipFile(fileobj=source))  # type: ignore[arg-type]  # IO-like
        except (OSError, EOFError, zlib.error) as error:
            raise _damaged() from error
    elif kind == "csv":
        text = io.TextIOWrapper(source, encoding="utf-8-sig", errors="replace", newline="")
        csv.field_size_limit(1024 * 1024)
        try:
            rows = csv.reader(text, delimiter=_delimiter(text))
            yield from _table(enumerate(rows, start=1), columns, currency)
        except csv.Error as error:
            raise Invalid(
                fields={"file": _("The file is not a table.")}, reason="not_a_table"
            ) from error
    else:
        yield from _table(enumerate(_sheet(source), start=1), columns, currency)


def _damaged() -> Invalid:
    return Invalid(fields={"file": _("The file is damaged.")}, reason="damaged")


def _json_lines(source: IO[bytes]) -> Iterator[Line]:
    number = 0
    while raw := source.readline(MAX_LINE):
        number += 1
        if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
            while (rest := source.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, None, "line_too_long"
        elif not raw.strip():
            yield number, None, "empty_line"
        else:
            try:
                yield number, json.loads(raw), ""
            except (ValueError, RecursionError):
                yield number, None, "not_json"


def _delimiter(text: io.TextIOWrapper) -> str:
    """What stands between the values: spreadsheets of our market write semicolons."""
    header = text.readline(MAX_LINE)
    text.seek(0)
    return max(",;\t", key=header.count)


def _sheet(source: IO[bytes]) -> Iterable[list[Any]]:  # Any: a cell's own type
    try:
        with zipfile.ZipFile(source) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _damaged() from error
    if unpacked > MAX_SHEET_BYTES:
        raise Invalid(
            fields={"file": _("The sheet is too large. Please send it as CSV.")},
            reason="sheet_too_large",
        )
    source.seek(0)
    try:
        sheet = CalamineWorkbook.from_filelike(source).get_sheet_by_index(0)  # type: ignore[arg-type]
    except CalamineError as error:
        raise _damaged() from error
    if sheet.total_height > MAX_SHEET_ROWS + 1:
        raise Invalid(
            fields={"file": _("A sheet may have 50,000 rows. Please send more of them as CSV.")},
            reason="sheet_too_long",
        )
    return sheet.iter_rows()


def _table(
    rows: Iterable[tuple[int, list[Any]]],  # Any: see _sheet
    columns: Mapping[str, str],
    currency: str,
) -> Iterator[Line]:
    """Rows under a header; rows that follow each other with one `sku` are variants of one card."""
    rows = iter(rows)
    named = [str(name).strip() for name in next(rows, (0, []))[1]]
    header = [columns.get(name.casefold()) or _column(name) for name in named]
    if not set(NEEDED) <= set(header):
        missing = ", ".join(name for name in NEEDED if name not in header)
        raise Invalid(
            fields={
                "file": _("The first row must name these columns: %(names)s.") % {"names": missing}
            },
            reason="columns_missing",
            heading=[name[:MAX_NAME] for name in named if name][:MAX_COLUMNS],
        )
    first, card = 0, None
    for number, cells in rows:
        row = dict(zip(header, map(_text, cells), strict=False))
        row["currency"] = row.get("currency") or currency
        if not any(text for name, text in row.items() if name != "currency"):
            continue
        if card is not None and row.get("sku") == card["sku"] and row.get("variant_sku"):
            card["variants"].append(_variant(row))
            continue
        if card is not None:
            yield first, card, ""
        first, card = number, _card(row)
    if card is not None:
        yield first, card, ""


def _card(row: dict[str, str]) -> dict[str, Any]:  # Any: JSON
    options = {key for key in row if key.startswith("option:") and row[key]}
    return {
        "sku": row["sku"],
        "title": row["title"],
        "description": row.get("description", ""),
        "brand": row.get("brand") or None,
        "category_path": [part.strip() for part in row["category"].split(">") if part.strip()],
        "price": row["price"],
        "currency": row["currency"],
        "weight_g": _number(row.get("weight_g", "")),
        "image_urls": row.get("image_urls", "").split(),
        "attributes": {
            key.partition(":")[2]: row[key]
            for key in row
            if key.startswith("attribute:") and row[key]
        },
        "stock": _number(row.get("stock", "")),
        "variants": [_variant(row)] if options or row.get("variant_sku") else [],
    }


def _variant(row: dict[str, str]) -> dict[str, Any]:  # Any: JSON
    options = {key.partition(":")[2]: row[key] for key in row if key.startswith("option:")}
    return {
        "sku": row.get("variant_sku") or row["sku"],
        "options": {axis: value for axis, value in options.items() if value},
        "price": row["price"],
        "stock": _number(row.get("stock", "")),
    }


def _column(name: str) -> str:
    """What a column holds, by its heading: ours, one of its synonyms, or as it is. A star marks
    what a template needs filled."""
    plain = name.strip().rstrip("*").strip().casefold()
    return SYNONYMS.get(plain, plain)


def _number(text: str) -> Any:  # Any: what isn't a number stays text and is reported as such
    if not text:
        return None
    return int(text) if text.isdecimal() else text


def _text(cell: Any) -> str:  # Any: a cell's own type
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    # Our own files keep a spreadsheet from taking a text for a formula by such a mark.
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text
