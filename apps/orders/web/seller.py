"""The seller's side: the board, one part, what to do with it, and the money."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.web.person import signed_in
from apps.core.errors import Invalid, NotAllowed
from apps.core.web.cursors import uuid_or_none
from apps.core.web.fresh import ask_for_proof, has_fresh_proof
from apps.core.web.responses import go_back, render_page
from apps.orders import selectors, services
from apps.orders.models import SellerOrder, State
from apps.orders.web.forms import CancelForm
from apps.payments import selectors as money
from apps.sellers.selectors import Desk, desk_of

BOARD = "orders/seller/board.html"
PART = "orders/seller/part.html"
Move = Callable[..., list[SellerOrder]]
# The last segment of an address → the use case and what is said when it is done to one part.
MOVES: dict[str, tuple[Move, object]] = {
    "accept": (services.accept_seller_orders, gettext_lazy("Accepted: pack it now.")),
    "pack": (services.pack_seller_orders, gettext_lazy("Packed: print the label.")),
    "ship": (services.ship_seller_orders, gettext_lazy("Handed to the courier.")),
}
# What can be done at once to all that is on a tab.
BULK = {State.PAID: "accept", State.ACCEPTED: "pack", State.PACKED: "ship"}
MAX_BULK = 100


@require_safe
@login_required
def board(request: HttpRequest, shop: str) -> HttpResponse:
    """A seller's parts by tab."""
    desk = _desk(request, shop, "orders")
    asked = request.GET.get("state", "")
    tab = State(asked) if asked in selectors.BOARD else State.PAID
    parts = selectors.seller_board(
        seller_id=desk.seller_id, state=tab, after=uuid_or_none(request.GET.get("after", ""))
    )
    counts = selectors.board_counts(seller_id=desk.seller_id)
    context = {
        "desk": desk,
        "tab": tab,
        "tabs": [(each.value, each.label, counts[each.value]) for each in selectors.BOARD],
        "parts": parts,
        "bulk": BULK.get(tab, ""),
        "after": parts[-1].part.pk if len(parts) == selectors.PAGE else None,
        "now": timezone.now(),
    }
    return render_page(request, BOARD, context, partial="board")


@require_safe
@login_required
def part(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    """One of a seller's parts: its goods, its way, its money."""
    desk = _desk(request, shop, "orders")
    view = selectors.seller_order(seller_id=desk.seller_id, number=number)
    context = {"desk": desk, "view": view, "form": CancelForm(), "now": timezone.now()}
    return render_page(request, PART, context)


@require_POST
@login_required
def move(request: HttpRequest, shop: str, pk: UUID, name: str) -> HttpResponse:
    """Accept, pack or ship one part."""
    desk = _desk(request, shop, "orders")
    use_case, done = _move(name)
    [row] = use_case(ids=[pk], by=desk.by, now=timezone.now())
    messages.success(request, str(done))
    return go_back(request, default=reverse("seller:order", args=[shop, row.number]))


@require_POST
@login_required
def move_many(request: HttpRequest, shop: str, name: str) -> HttpResponse:
    """Accept, pack or ship all the chosen parts, or none of them."""
    desk = _desk(request, shop, "orders")
    use_case, _done = _move(name)
    rows = use_case(ids=_chosen(request), by=desk.by, now=timezone.now())
    text = ngettext("%(n)d order is done.", "%(n)d orders are done.", len(rows))
    messages.success(request, text % {"n": len(rows)})
    return go_back(request, default=reverse("seller:orders", args=[shop]))


@require_POST
@login_required
def cancel(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Cancel one part, with a reason for the shopper."""
    desk = _desk(request, shop, "orders")
    form = CancelForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Please give the shopper a reason."))
    refund = selectors.sum_of_part(seller_id=desk.seller_id, part_id=pk)
    if refund >= settings.FRESH_PROOF_REFUND_FROM and not has_fresh_proof(request):
        return ask_for_proof(request)
    [row] = services.cancel_seller_orders(
        ids=[pk], by=desk.by, reason=form.cleaned_data["reason"], now=timezone.now()
    )
    messages.success(request, _("Cancelled; the shopper gets the money back."))
    return redirect("seller:order", shop, row.number)


@require_safe
@login_required
def finance(request: HttpRequest, shop: str) -> HttpResponse:
    """A seller's three balances and every movement behind them."""
    desk = _desk(request, shop, "finance")
    after = request.GET.get("after", "")
    is_id = after.isascii() and after.isdecimal() and len(after) < 19
    lines = money.statement(seller_id=desk.seller_id, after=int(after) if is_id else None)
    numbers = selectors.own_numbers(
        seller_id=desk.seller_id,
        order_ids={line.reference for line in lines if uuid_or_none(line.reference)},
    )
    context = {
        "desk": desk,
        "currency": settings.MARKET_CURRENCY,
        "balances": money.seller_balances(seller_id=desk.seller_id),
        "lines": [(line, numbers.get(line.reference, "")) for line in lines],
        "return_days": settings.RETURN_WINDOW.days,
        "after": lines[-1].pk if len(lines) == money.PAGE else None,
    }
    return render_page(request, "orders/seller/finance.html", context)


def _desk(request: HttpRequest, shop: str, right: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right=right)


def _move(name: str) -> tuple[Move, object]:
    """Raises NotAllowed for a move nobody has heard of."""
    if name not in MOVES:
        raise NotAllowed(move=name)
    return MOVES[name]


def _chosen(request: HttpRequest) -> Collection[UUID]:
    """The parts ticked on the board. Raises Invalid for none, too many, or what is no id."""
    texts = set(request.POST.getlist("part"))
    ids = [pk for text in texts if (pk := uuid_or_none(text)) is not None]
    if not ids or len(ids) < len(texts) or len(ids) > MAX_BULK:
        raise Invalid(_("Choose up to %(max)d orders from the list.") % {"max": MAX_BULK})
    return ids
