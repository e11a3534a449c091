"""The seller's side: the board, one part, what to do with it, and the money."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.core.actors import Actor
from apps.core.errors import Forbidden, Invalid
from apps.core.web.responses import render_page
from apps.orders import selectors, services
from apps.orders.models import SellerOrder, State
from apps.orders.web.forms import CancelForm
from apps.payments import selectors as money
from apps.sellers.selectors import actor_for


@require_GET
@login_required
def board(request: HttpRequest, shop: str) -> HttpResponse:
    by = _member(request, shop, "orders")
    state = request.GET.get("state", State.PAID)
    if state not in selectors.BOARD:
        state = State.PAID
    context = {
        "shop": shop,
        "state": state,
        "tabs": [(each.value, each.label) for each in selectors.BOARD],
        "counts": selectors.board_counts(seller_id=_seller(by)),
        "parts": selectors.seller_board(
            seller_id=_seller(by), state=state, after=_uuid(request.GET.get("after", ""))
        ),
        "limit": selectors.PAGE,
        "now": timezone.now(),
    }
    return render_page(request, "orders/seller/board.html", context, partial="board")


@require_GET
@login_required
def part(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    by = _member(request, shop, "orders")
    view = selectors.seller_order(seller_id=_seller(by), number=number)
    context = {"shop": shop, "view": view, "form": CancelForm(), "now": timezone.now()}
    return render_page(request, "orders/seller/part.html", context)


@require_POST
@login_required
def accept(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    return _move(request, shop, pk, services.accept_seller_orders, _("Accepted: pack it now."))


@require_POST
@login_required
def pack(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    return _move(request, shop, pk, services.pack_seller_orders, _("Packed: print the label."))


@require_POST
@login_required
def ship(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    return _move(request, shop, pk, services.ship_seller_orders, _("Handed to the courier."))


@require_POST
@login_required
def cancel(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    by = _member(request, shop, "orders")
    form = CancelForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Please give the shopper a reason."))
    [row] = services.cancel_seller_orders(
        ids=[pk], by=by, reason=form.cleaned_data["reason"], now=timezone.now()
    )
    messages.success(request, _("Cancelled; the shopper gets the money back."))
    return redirect("seller:order", shop, row.number)


@require_GET
@login_required
def finance(request: HttpRequest, shop: str) -> HttpResponse:
    by = _member(request, shop, "finance")
    after = request.GET.get("after", "")
    context = {
        "shop": shop,
        "currency": settings.MARKET_CURRENCY,
        "balances": money.seller_balances(seller_id=_seller(by)),
        "lines": money.statement(
            seller_id=_seller(by), after=int(after) if after.isdecimal() else None
        ),
    }
    return render_page(request, "orders/seller/finance.html", context)


Move = Callable[..., list[SellerOrder]]


def _move(request: HttpRequest, shop: str, pk: UUID, move: Move, done: str) -> HttpResponse:
    by = _member(request, shop, "orders")
    now: datetime = timezone.now()
    [row] = move(ids=[pk], by=by, now=now)
    messages.success(request, done)
    if request.POST.get("from") == "board":
        return redirect(
            f"{reverse('seller:orders', args=[shop])}?state={request.POST.get('state', '')}"
        )
    return redirect("seller:order", shop, row.number)


def _member(request: HttpRequest, shop: str, right: str) -> Actor:
    """The member as an actor. Raises NotAllowed (not a member), Forbidden (lacks the right)."""
    by = actor_for(user=request.user, shop=shop)
    if not by.may(right):
        raise Forbidden(right=right)
    return by


def _seller(by: Actor) -> UUID:
    assert by.seller_id is not None  # noqa: S101  # actor_for always names the shop
    return by.seller_id


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
