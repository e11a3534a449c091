"""Imports: a file is sent, checked and published; its errors can be read and downloaded."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors
from apps.catalog.selectors.imports import PAGE
from apps.catalog.services import imports
from apps.catalog.web.import_forms import ColumnsForm, ImportForm
from apps.catalog.web.import_sheets import SHEET, error_sheet
from apps.catalog.web.import_words import failure_text, words_of
from apps.core.errors import Conflict, Invalid, TooLarge
from apps.core.web.cursors import uuid_or_none
from apps.core.web.responses import render_page
from apps.core.web.tables import Echo, safe_cell
from apps.sellers.selectors import Desk, desk_of

HISTORY = "catalog/seller/imports.html"
RUN = "catalog/seller/import.html"
EXAMPLE = (
    "sku,title,description,brand,category,price,currency,weight_g,stock,variant_sku,option:size\r\n"
    "DRESS-1,Adras dress,Handwoven,Margilan,Clothing > Dresses,489000,UZS,450,5,DRESS-1-S,S\r\n"
    "DRESS-1,Adras dress,Handwoven,Margilan,Clothing > Dresses,489000,UZS,450,3,DRESS-1-M,M\r\n"
    "BOWL-7,Rishtan bowl,Blue glaze,,Kitchen > Bowls,120000,UZS,900,12,,\r\n"
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def history(request: HttpRequest, shop: str) -> HttpResponse:
    """Send a file; and the files sent before."""
    desk = _desk(request, shop)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        run = _start(desk, form) if form.is_valid() else None
        if run is not None:
            return redirect("seller:import", shop, run)
    else:
        form = ImportForm(initial={"language": get_language() or "en"})
    return _history(request, desk, form)


@require_safe
@login_required
def run(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """How far an import is, and what is wrong with its lines."""
    desk = _desk(request, shop)
    return _run(request, desk, selectors.import_run(seller_id=desk.seller_id, run_id=pk))


@require_POST
@login_required
def columns(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Say what the columns of a table hold; it is then read again."""
    desk = _desk(request, shop)
    view = selectors.import_run(seller_id=desk.seller_id, run_id=pk)
    form = ColumnsForm(request.POST, heading=view.run.heading)
    if form.is_valid():
        try:
            imports.name_columns(run_id=pk, columns=form.cleaned_data, by=desk.by)
        except Invalid as error:
            for name, text in error.fields.items() or [("", error.message)]:
                form.add_error(name or None, str(text))
        else:
            return redirect("seller:import", shop, pk)
    return _run(request, desk, view, form=form)


@require_POST
@login_required
def publish(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Publish what was only checked, perhaps without the lines that have errors."""
    desk = _desk(request, shop)
    selectors.import_run(seller_id=desk.seller_id, run_id=pk)
    keep_good = request.POST.get("keep_good") == "on"
    imports.confirm_import(run_id=pk, keep_good=keep_good, by=desk.by, now=timezone.now())
    messages.success(request, _("The good rows are being published."))
    return redirect("seller:import", shop, pk)


@require_safe
@login_required
def errors(request: HttpRequest, shop: str, pk: UUID) -> HttpResponseBase:
    """All lines with errors in the reader's language, as CSV or, with `?as=xlsx`, as a sheet."""
    desk = _desk(request, shop)
    view = selectors.import_run(seller_id=desk.seller_id, run_id=pk)
    answer: HttpResponseBase
    if request.GET.get("as") == "xlsx":
        file = error_sheet(run_id=view.run.pk)
        answer = FileResponse(
            file, content_type=SHEET, as_attachment=True, filename=f"errors-{pk}.xlsx"
        )
    else:
        lines = _error_lines(view.run.pk, get_language() or "en")
        answer = StreamingHttpResponse(lines, content_type="text/csv")
        answer["Content-Disposition"] = f'attachment; filename="errors-{pk}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@login_required
def template_file(request: HttpRequest, shop: str) -> HttpResponse:
    """A small file in the form that an import takes."""
    _desk(request, shop)
    answer = HttpResponse("\ufeff" + EXAMPLE, content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="goods.csv"'
    return answer


def _run(
    request: HttpRequest, desk: Desk, view: selectors.RunView, *, form: ColumnsForm | None = None
) -> HttpResponse:
    run = view.run
    asks = run.failure == "columns_missing" and bool(run.heading)
    rows = selectors.bad_rows(run_id=run.pk) if run.bad_count else []
    context = {
        "desk": desk,
        "view": view,
        "columns": form or (ColumnsForm(heading=run.heading) if asks else None),
        "failure": failure_text(run.failure),
        "rows": [(row, words_of(row.errors)) for row in rows],
    }
    status = 422 if form is not None else 200
    return render_page(request, RUN, context, partial="progress", status=status)


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")


def _start(desk: Desk, form: ImportForm) -> UUID | None:
    """Take the form's file in; None when the service refuses it, the form then says why."""
    data = form.cleaned_data
    try:
        run = imports.start_import(
            seller_id=desk.seller_id,
            file=data["file"],
            name=data["file"].name,
            language=data["language"],
            rates=form.rates(),
            default_stock=data["default_stock"],
            keep_good=data["keep_good"],
            is_trial=data["is_trial"],
            by=desk.by,
        )
    except Invalid as error:
        for name, text in error.fields.items():
            form.add_error(name if name in form.fields else None, str(text))
        return None
    except TooLarge as error:
        form.add_error("file", str(error.message))
        return None
    except Conflict as error:
        form.add_error(None, str(error.message))
        return None
    return run.pk


def _history(request: HttpRequest, desk: Desk, form: ImportForm) -> HttpResponse:
    runs = selectors.import_runs(
        seller_id=desk.seller_id, after=uuid_or_none(request.GET.get("after", ""))
    )
    context = {
        "desk": desk,
        "form": form,
        "choices": selectors.category_choices(),
        "runs": runs,
        "after": runs[-1].run.pk if len(runs) == PAGE else None,
    }
    return render_page(request, HISTORY, context, status=422 if form.is_bound else 200)


def _error_lines(run_id: UUID, language: str) -> Iterator[str]:
    """Lines of CSV, made while they are sent: then the request's language is active no more."""
    writer = csv.writer(Echo())
    with override(language):
        # A spreadsheet takes UTF-8 for what it is only behind this mark.
        yield "\ufeff" + writer.writerow([_("line"), "sku", _("what is wrong")])
        for row in selectors.every_bad_row(run_id=run_id):
            yield writer.writerow([row.line, safe_cell(row.sku), " ".join(words_of(row.errors))])
