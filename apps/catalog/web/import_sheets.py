"""What is wrong with an import's lines, as a spreadsheet."""

from tempfile import TemporaryFile
from typing import IO
from uuid import UUID

import xlsxwriter
from django.utils.translation import gettext as _

from apps.catalog import selectors
from apps.catalog.services.imports.files import MAX_SHEET_ROWS
from apps.catalog.web.import_words import words_of

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def error_sheet(*, run_id: UUID) -> IO[bytes]:
    """The lines with errors in the active language, ready to be read: 1 query. As many as a sheet
    may have that is sent to us; all of them are in the CSV."""
    file = TemporaryFile()  # noqa: SIM115  # the response closes it
    # Rows leave memory as they are written; nothing of a seller's becomes a formula or a link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for column, (title, width) in enumerate(
        ((_("line"), 8), ("sku", 24), (_("what is wrong"), 90))
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    sheet.freeze_panes(1, 0)
    for place, row in enumerate(selectors.every_bad_row(run_id=run_id), start=1):
        if place > MAX_SHEET_ROWS:
            break
        sheet.write_number(place, 0, row.line)
        sheet.write_string(place, 1, row.sku)
        sheet.write_string(place, 2, " ".join(words_of(row.errors)))
    book.close()
    file.seek(0)
    return file
