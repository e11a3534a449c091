"""A seller's first page: what needs doing now, and how the shop is doing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors as shelves
from apps.core.web.responses import render_page
from apps.orders import selectors as orders
from apps.payments import selectors as money
from apps.reviews import selectors as opinions
from apps.sellers.selectors import desk_of

HOME = "storefront/seller/home.html"
BADGE = "storefront/seller/_badge.html"
DAYS = 14


@require_safe
@login_required
def home(request: HttpRequest, shop: str) -> HttpResponse:
    """What waits with its deadlines, the week's figures, and what is to be shipped."""
    desk = desk_of(user=signed_in(request), shop=shop)
    seller_id, now = desk.seller_id, timezone.now()
    context = {
        "desk": desk,
        "user_name": signed_in(request).name,
        "hour": timezone.localtime(now).hour,
        "day": orders.seller_day(seller_id=seller_id, now=now),
        "to_ship": orders.to_ship(seller_id=seller_id),
        "counts": shelves.shelf_counts(seller_id=seller_id),
        "now": now,
    }
    if desk.by.may("products"):
        context["question_count"] = opinions.open_question_count(seller_id=seller_id)
        context["review_count"] = opinions.open_review_count(seller_id=seller_id)
    if desk.by.may("finance"):
        context["balances"] = money.seller_balances(seller_id=seller_id)
        context["available"] = money.available_by_day(seller_id=seller_id, now=now, days=DAYS)
    return render_page(request, HOME, context)


@require_safe
@login_required
def badge(request: HttpRequest, shop: str) -> HttpResponse:
    """How many orders wait: a fragment that every page of the dashboard asks for."""
    desk = desk_of(user=signed_in(request), shop=shop)
    counts = orders.board_counts(seller_id=desk.seller_id)
    waiting = sum(counts[state] for state in orders.TODO)
    return render_page(request, BADGE, {"waiting": waiting})


@require_safe
@login_required
def reviews_badge(request: HttpRequest, shop: str) -> HttpResponse:
    """How many reviews have no reply: a fragment of the dashboard's menu, where it is seen."""
    desk = desk_of(user=signed_in(request), shop=shop, right="products")
    waiting = opinions.open_review_count(seller_id=desk.seller_id)
    return render_page(request, BADGE, {"waiting": waiting})
