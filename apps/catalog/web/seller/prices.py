"""Prices and pieces of many offers at once: a table, one rule for many, a file; and undo."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors, services
from apps.catalog.models import BatchWay, OfferBatch
from apps.catalog.rules.bulk import Rule
from apps.catalog.selectors import OfferRow
from apps.catalog.selectors.sellers import FILTERS, PAGE
from apps.catalog.services import OfferChange
from apps.catalog.services.batches import MAX_OFFERS
from apps.catalog.web.price_forms import CellsForm, FileLine, PricesFileForm, RuleForm
from apps.core.errors import Conflict, Invalid
from apps.core.money import unit_of
from apps.core.texts import storable
from apps.core.web.cursors import uuid_or_none
from apps.core.web.responses import render_page
from apps.core.web.tables import Echo, safe_cell
from apps.sellers.selectors import Desk, desk_of

TABLE = "catalog/seller/prices.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def table(request: HttpRequest, shop: str) -> HttpResponse:
    """The shop's offers as a table. What is sent are its changed cells, or one rule."""
    desk = _desk(request, shop)
    rows = _rows(request, desk)
    if request.method != "POST":
        return _page(request, desk, rows)
    if request.POST.get("go") == "rule":
        return _by_rule(request, desk, rows)
    # Lines are known by the offers the page had, not by those the list shows now.
    forms = {
        pk: CellsForm(request.POST, prefix=str(pk))
        for pk in map(uuid_or_none, request.POST.getlist("offer")[:PAGE])
        if pk is not None
    }
    are_valid = [form.is_valid() for form in forms.values()]
    if not all(are_valid):
        return _page(request, desk, rows, forms=forms, status=422)
    changes = [OfferChange(pk, form.new_price(), form.new_stock()) for pk, form in forms.items()]
    batch = services.change_offers(
        seller_id=desk.seller_id,
        changes=[each for each in changes if each.price is not None or each.free is not None],
        way=BatchWay.TABLE,
        by=desk.by,
        now=timezone.now(),
    )
    return _done(request, desk, batch)


@require_POST
@login_required
def upload(request: HttpRequest, shop: str) -> HttpResponse:
    """New prices and pieces from a file: all of its lines, or none."""
    desk = _desk(request, shop)
    form = PricesFileForm(request.POST, request.FILES)
    if form.is_valid():
        lines: list[FileLine] = form.cleaned_data["file"]
        known = selectors.offers_by_sku(seller_id=desk.seller_id, skus=[line.sku for line in lines])
        unknown = [line for line in lines if line.sku not in known]
        if not unknown:
            batch = services.change_offers(
                seller_id=desk.seller_id,
                changes=[OfferChange(known[each.sku], each.price, each.stock) for each in lines],
                way=BatchWay.FILE,
                by=desk.by,
                now=timezone.now(),
            )
            return _done(request, desk, batch)
        for line in unknown[:PAGE]:
            text = _("Line %(line)d: your shop has no offer %(sku)s.")
            form.add_error("file", text % {"line": line.number, "sku": line.sku[:80]})
    return _page(request, desk, _rows(request, desk), file=form, status=422)


@require_safe
@login_required
def download(request: HttpRequest, shop: str) -> StreamingHttpResponse:
    """All of the shop's offers as a file that can be changed and sent back."""
    desk = _desk(request, shop)
    answer = StreamingHttpResponse(_file(desk.seller_id), content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="prices.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
def undo(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Take a change of many offers back."""
    desk = _desk(request, shop)
    selectors.offer_batch(seller_id=desk.seller_id, batch_id=pk)
    try:
        undone = services.undo_batch(batch_id=pk, by=desk.by, now=timezone.now())
    except Conflict as error:
        messages.error(request, str(error.message))
        return redirect("seller:prices", shop)
    text = ngettext(
        "%(n)d offer is as it was before.", "%(n)d offers are as they were before.", undone.restored
    )
    messages.success(request, text % {"n": undone.restored})
    if undone.skipped:
        text = ngettext(
            "%(n)d offer has changed again since and stays.",
            "%(n)d offers have changed again since and stay.",
            undone.skipped,
        )
        messages.info(request, text % {"n": undone.skipped})
    return redirect("seller:prices", shop)


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Which of the shop's offers the list is narrowed to: a text, and a state."""
    state = request.GET.get("state", "")
    text = storable(request.GET.get("q", "")).strip()[:80]
    return text, state if state in FILTERS else ""


def _rows(request: HttpRequest, desk: Desk) -> list[OfferRow]:
    after = uuid_or_none(request.GET.get("after", ""))
    text, state = _asked(request)
    return selectors.offer_rows(seller_id=desk.seller_id, text=text, state=state, after=after)


def _by_rule(request: HttpRequest, desk: Desk, rows: list[OfferRow]) -> HttpResponse:
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, rows, rule=form, status=422)
    data = form.cleaned_data
    text, state = _asked(request)
    ticked = [pk for pk in map(uuid_or_none, request.POST.getlist("tick")[:PAGE]) if pk]
    offers = selectors.offers_to_change(
        seller_id=desk.seller_id,
        offer_ids=ticked if data["scope"] == "ticked" else None,
        text=text,
        state=state,
        limit=MAX_OFFERS + 1,
    )
    if not offers:
        form.add_error("scope", _("Tick the offers that it is for."))
        return _page(request, desk, rows, rule=form, status=422)
    try:
        batch = services.change_by_rule(
            seller_id=desk.seller_id,
            offer_ids=offers,
            rule=Rule(data["rule"]),
            amount=data["amount"],
            step=max(Decimal(data["step"]), unit_of(settings.MARKET_CURRENCY)),
            by=desk.by,
            now=timezone.now(),
        )
    except Invalid as error:
        for told in error.fields.values() or [error.message]:
            form.add_error("amount", str(told))
        return _page(request, desk, rows, rule=form, status=422)
    return _done(request, desk, batch)


def _done(request: HttpRequest, desk: Desk, batch: OfferBatch | None) -> HttpResponse:
    if batch is None:
        messages.info(request, _("Nothing was different, so nothing has changed."))
    else:
        text = ngettext("%(n)d offer changed.", "%(n)d offers changed.", batch.count)
        messages.success(request, text % {"n": batch.count})
    query = {name: value for name, value in request.GET.items() if name in ("q", "state", "after")}
    return redirect(reverse("seller:prices", args=[desk.shop], query=query))


def _page(
    request: HttpRequest,
    desk: Desk,
    rows: list[OfferRow],
    *,
    forms: dict[UUID, CellsForm] | None = None,
    rule: RuleForm | None = None,
    file: PricesFileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = forms or {}
    counts = selectors.shelf_counts(seller_id=desk.seller_id)
    text, state = _asked(request)
    context: dict[str, Any] = {  # Any: template context
        "desk": desk,
        "rows": [(row, typed.get(row.line.offer_id) or _cells(row)) for row in rows],
        "rule": rule or RuleForm(initial={"step": "1"}),
        "file": file or PricesFileForm(),
        "counts": counts,
        "after": rows[-1].line.offer_id if len(rows) == PAGE else None,
        "batches": selectors.offer_batches(seller_id=desk.seller_id, now=timezone.now()),
        "text": text,
        "state": state,
    }
    return render_page(request, TABLE, context, status=status)


def _cells(row: OfferRow) -> CellsForm:
    price, stock = row.line.price, max(0, row.line.free)
    shown = CellsForm.base_fields["price"].prepare_value(price)
    return CellsForm(
        prefix=str(row.line.offer_id),
        initial={"price": price, "stock": stock, "was_price": shown, "was_stock": stock},
    )


def _file(seller_id: UUID) -> Iterator[str]:
    writer = csv.writer(Echo())
    # A spreadsheet takes UTF-8 for what it is only behind this mark.
    yield "\ufeff" + writer.writerow(["sku", "title", "price", "stock"])
    for sku, title, price, free in selectors.every_price(seller_id=seller_id):
        yield writer.writerow([safe_cell(sku), safe_cell(title), f"{price.normalize():f}", free])
