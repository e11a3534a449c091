"""A seller's first page: what needs doing now, and how the shop is doing."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.catalog import selectors as shelves
from apps.core.web.responses import render_page
from apps.orders import selectors as orders
from apps.payments import selectors as money
from apps.sellers import selectors as shops


@require_GET
@login_required
def home(request: HttpRequest, shop: str) -> HttpResponse:
    by = shops.actor_for(user=request.user, shop=shop)
    assert by.seller_id is not None  # noqa: S101  # actor_for always names the shop
    now = timezone.now()
    context = {
        "shop": shop,
        "seller": shops.seller_by_slug(slug=shop),
        "by": by,
        "day": orders.seller_day(seller_id=by.seller_id, now=now),
        "new_parts": orders.seller_board(seller_id=by.seller_id, state="paid", limit=5),
        "low_stock": shelves.low_stock(seller_id=by.seller_id),
        "waiting_cards": shelves.waiting_count(seller_id=by.seller_id),
        "balances": money.seller_balances(seller_id=by.seller_id) if by.may("finance") else None,
        "currency": settings.MARKET_CURRENCY,
        "now": now,
    }
    return render_page(request, "storefront/seller/home.html", context)
