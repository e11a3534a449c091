"""The seller's list of offers: price and pieces in place, what waits and what was refused."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors, services
from apps.catalog.models import OfferState
from apps.catalog.selectors import OfferRow, Performance
from apps.catalog.selectors.sellers import FILTERS, PAGE
from apps.catalog.web.forms import OfferForm, StateForm
from apps.core.errors import Invalid
from apps.core.texts import storable
from apps.core.web.cursors import uuid_or_none
from apps.core.web.responses import go_back, render_page
from apps.sellers.selectors import Desk, desk_of

SHELF = "catalog/seller/products.html"
OFFER = "catalog/seller/offer.html"


@require_safe
@login_required
def shelf(request: HttpRequest, shop: str) -> HttpResponse:
    """The shop's offers, perhaps only those a filter or a search names."""
    desk = _desk(request, shop)
    state = request.GET.get("state", "")
    text = storable(request.GET.get("q", "")).strip()[:80]
    rows = selectors.offer_rows(
        seller_id=desk.seller_id,
        text=text,
        state=state,
        after=uuid_or_none(request.GET.get("after", "")),
    )
    context = {
        "desk": desk,
        "rows": in_figures(rows),
        "counts": selectors.shelf_counts(seller_id=desk.seller_id),
        "state": state if state in FILTERS else "",
        "text": text,
        "after": rows[-1].line.offer_id if len(rows) == PAGE else None,
    }
    return render_page(request, SHELF, context, partial="shelf")


@require_POST
@login_required
def save_offer(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """A new price and number of pieces."""
    desk = _desk(request, shop)
    row = selectors.offer_row(seller_id=desk.seller_id, offer_id=pk)
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _row(request, desk, row, form, status=422)
    services.set_price_and_stock(
        offer_id=pk, price=form.cleaned_data["price"], free=form.cleaned_data["stock"], by=desk.by
    )
    return _saved(request, desk, pk)


@require_POST
@login_required
def set_state(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Pause an offer, or take it up again."""
    desk = _desk(request, shop)
    selectors.offer_row(seller_id=desk.seller_id, offer_id=pk)
    form = StateForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("An offer can be paused or taken up again."))
    state = OfferState(form.cleaned_data["state"])
    services.set_offer_state(offer_id=pk, state=state, by=desk.by)
    return _saved(request, desk, pk)


def in_figures(rows: Sequence[OfferRow]) -> list[tuple[OfferRow, Performance, OfferForm]]:
    """Lines with how they do, each with its form: 3 queries."""
    figures = _figures(rows)
    return [(row, figures[row.line.offer_id], _form(row)) for row in rows]


def _figures(rows: Sequence[OfferRow]) -> dict[UUID, Performance]:
    ids = [row.line.offer_id for row in rows]
    return selectors.performance_of(offer_ids=ids, today=timezone.localdate())


def _form(row: OfferRow) -> OfferForm:
    """The form of a line, filled with what holds now."""
    return OfferForm(initial={"price": row.line.price, "stock": max(0, row.line.free)})


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")


def _saved(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """The row as it is now where htmx swaps it in, else back to the list."""
    if not getattr(request, "htmx", False):
        messages.success(request, _("Saved."))
        return go_back(request, default=reverse("seller:products", args=[desk.shop]))
    row = selectors.offer_row(seller_id=desk.seller_id, offer_id=pk)
    return _row(request, desk, row, _form(row), is_saved=True)


def _row(
    request: HttpRequest,
    desk: Desk,
    row: OfferRow,
    form: OfferForm,
    *,
    is_saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "desk": desk,
        "row": row,
        "figures": _figures([row])[row.line.offer_id],
        "form": form,
        "is_saved": is_saved,
    }
    return render_page(request, OFFER, context, partial="row", status=status)
