"""Files that a seller takes away: a template of a category, and all of the shop's goods."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from uuid import UUID

import xlsxwriter
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors
from apps.catalog.models import AttributeKind, Category
from apps.catalog.selectors.exporting import columns_of, goods, table_rows, template_columns
from apps.catalog.selectors.tree import trail_of_path
from apps.catalog.services.imports.files import MAX_SHEET_ROWS
from apps.catalog.web.import_sheets import SHEET
from apps.core.errors import Invalid, NotAllowed
from apps.core.texts import say, storable
from apps.core.web.tables import Echo, safe_cell
from apps.sellers.selectors import Desk, desk_of

TEMPLATE_ROWS = 1000


@require_safe
@login_required
def template(request: HttpRequest, shop: str, kind: str) -> HttpResponseBase:
    """An empty table of a category, CSV or XLSX: its properties as columns, what must be filled
    marked with a star; XLSX also offers the values to choose from."""
    _desk(request, shop)
    category = selectors.category_by_code(code=storable(request.GET.get("category", "")))
    columns = template_columns(category=category)
    name = f"{category.code}.{kind}"
    if kind == "csv":
        rows = [[column for column, _view in columns], _example(category, columns)]
        return _download(_csv(rows), "text/csv", name)
    file = TemporaryFile()  # noqa: SIM115  # the response closes it
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    sheet, bold = book.add_worksheet("goods"), book.add_format({"bold": True})
    values = book.add_worksheet("values")
    for at, (column, view) in enumerate(columns):
        sheet.write_string(0, at, column, bold)
        sheet.set_column(at, at, max(14, len(column) + 2))
        if view is not None and view.kind == AttributeKind.CHOICE and view.values:
            names = [str(name) for _code, name, _colour in view.values]
            values.write_string(0, at, column, bold)
            values.write_column(1, at, names)
            source = {
                "validate": "list",
                "source": f"=values!{_letters(at)}$2:{_letters(at)}${len(names) + 1}",
            }
            sheet.data_validation(1, at, TEMPLATE_ROWS, at, source)
    sheet.write_row(1, 0, _example(category, columns))
    sheet.freeze_panes(1, 1)
    book.close()
    file.seek(0)
    return _private(FileResponse(file, as_attachment=True, filename=name, content_type=SHEET))


@require_safe
@login_required
def export(request: HttpRequest, shop: str, kind: str) -> HttpResponseBase:
    """All of the shop's goods as CSV, XLSX or JSONL, in the form that an import takes back."""
    desk = _desk(request, shop)
    language = get_language() or "en"
    if kind == "jsonl":
        lines = _json_lines(desk.seller_id, language)
        return _download(lines, "application/x-ndjson", "goods.jsonl")
    columns = columns_of(seller_id=desk.seller_id)
    rows = _rows(desk.seller_id, language, columns)
    if kind == "csv":
        return _download(_csv([columns], rows), "text/csv", "goods.csv")
    if kind != "xlsx":
        raise NotAllowed(kind=kind)
    if selectors.shelf_counts(seller_id=desk.seller_id).every > MAX_SHEET_ROWS:
        raise Invalid(_("A sheet may have 50,000 rows. Please take more of them as CSV."))
    file = TemporaryFile()  # noqa: SIM115  # the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("goods")
    sheet.write_row(0, 0, columns)
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell)
    book.close()
    file.seek(0)
    return _private(
        FileResponse(file, as_attachment=True, filename="goods.xlsx", content_type=SHEET)
    )


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")


def _example(category: Category, columns: Sequence[tuple[str, object]]) -> list[str]:
    """A line that shows how the columns are filled."""
    path = " > ".join(str(step.name) for step in trail_of_path(category.path))
    known = {
        "sku*": "SKU-1",
        "title*": str(say(category.name)),
        "category*": path,
        "price*": "100000",
        "currency*": settings.MARKET_CURRENCY,
        "weight_g": "500",
        "stock": "10",
        "variant_sku": "SKU-1-A",
    }
    return [known.get(column, _first_value(view)) for column, view in columns]


def _first_value(view: object) -> str:
    values = getattr(view, "values", ())
    return str(values[0][1]) if values else ""


def _rows(seller_id: UUID, language: str, columns: list[str]) -> Iterator[list[str]]:
    for card in goods(seller_id=seller_id, language=language):
        for row in table_rows(card):
            yield [safe_cell(row.get(column, "")) for column in columns]


def _json_lines(seller_id: UUID, language: str) -> Iterator[str]:
    for card in goods(seller_id=seller_id, language=language):
        yield json.dumps(card, ensure_ascii=False) + "\n"


def _csv(*parts: Iterable[list[str]]) -> Iterator[str]:
    writer = csv.writer(Echo())
    # A spreadsheet takes UTF-8 for what it is only behind this mark.
    yield "\ufeff"
    for part in parts:
        for row in part:
            yield writer.writerow(row)


def _download(lines: Iterator[str], kind: str, name: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(lines, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(answer)


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Cache-Control"] = "private, no-store"
    return answer


def _letters(column: int) -> str:
    """`$C` for the third column."""
    return "$" + xlsxwriter.utility.xl_col_to_name(column)
