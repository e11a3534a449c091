"""Home, product page, the account's first page, and the one private fragment of public pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from apps.accounts import selectors as people
from apps.accounts.web.person import signed_in
from apps.cart import selectors as carts
from apps.cart.web.visitor import cart_for
from apps.catalog import selectors as shelves
from apps.core.web.page_cache import cacheable, tagged
from apps.core.web.responses import render_page
from apps.orders import selectors as orders
from apps.reviews import selectors as reviews
from apps.sellers import selectors as shops
from apps.shipping import selectors as parcels
from apps.storefront import selectors

HOME_TTL_S = 300
PRODUCT_TTL_S = 600


@require_GET
@cacheable(seconds=HOME_TTL_S)
def home(request: HttpRequest) -> HttpResponse:
    language = get_language() or "en"
    context = {
        "categories": shelves.category_tree(),
        "shelves": selectors.home_shelves(language=language),
    }
    return tagged(
        TemplateResponse(request, "storefront/home.html", context).render(), "home", "tree"
    )


@require_GET
@cacheable(seconds=HOME_TTL_S)
def catalogue(request: HttpRequest) -> HttpResponse:
    """All categories on one page; the header shows the same part of it in a dialog."""
    context = {"categories": shelves.category_tree()}
    return tagged(
        TemplateResponse(request, "storefront/catalogue.html", context).render(), "tree"
    )


@require_GET
@cacheable(seconds=PRODUCT_TTL_S, query=frozenset({"v"}))
def product(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    card = shelves.product_by_code(code=code)
    if card.slug != slug:
        return redirect("storefront:product", card.slug, card.code, permanent=True)
    language = get_language() or "en"
    context = {
        "page": shelves.product_page(
            product=card, language=language, variant=request.GET.get("v", "")
        ),
        "reviews": reviews.reviews_of(product_id=card.pk, limit=6),
        "similar": selectors.similar(product=card, language=language),
    }
    answer = TemplateResponse(request, "storefront/product.html", context).render()
    return tagged(answer, f"product:{card.pk}", "tree")


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    context = {
        "orders": orders.orders_of(user=user, limit=3),
        "to_review": reviews.waiting_items(user=user),
        "shops": shops.memberships(user=user),
        "addresses": people.addresses(user=user),
        "is_courier": parcels.is_courier(user=user),
    }
    return render_page(request, "storefront/account.html", context)


@require_GET
def personal(request: HttpRequest) -> HttpResponse:
    """What is personal on pages that are the same for all: cart, hearts, name and place."""
    cart = cart_for(request)
    context = {
        "cart_count": cart.lines.count() if cart else 0,
        "favourites": carts.favourites(cart=cart),
        "city": carts.delivery_city(cart=cart),
        "has_chosen_city": bool(cart and cart.city_id),
    }
    return render_page(request, "storefront/personal.html", context)
