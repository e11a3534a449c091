"""Home, the catalogue, the product page, the account's first page, and the private fragments of
public pages."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import selectors as people
from apps.accounts.web.person import person_or_none, signed_in
from apps.cart import selectors as carts
from apps.cart.web.visitor import cart_for
from apps.catalog import selectors as shelves
from apps.catalog import services as catalog
from apps.catalog.models import Product
from apps.core import limits
from apps.core.errors import Gone, TooMany
from apps.core.web.client import client_ip
from apps.core.web.cursors import uuid_or_none
from apps.core.web.page_cache import cacheable, tagged
from apps.core.web.responses import render_page, same_origin
from apps.orders import selectors as orders
from apps.reviews import selectors as reviews
from apps.sellers import selectors as shops
from apps.shipping import selectors as parcels
from apps.storefront import selectors, services
from apps.storefront.web.structured import product_facts

HOME_TTL_S = 300
PRODUCT_TTL_S = 600
MAX_RECENT = 12
ROW = 6
QUESTIONS = 3
REVIEWS = 3


@require_safe
@cacheable(seconds=HOME_TTL_S)
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "front": selectors.home_front(now=now),
        "shelves": selectors.home_shelves(now=now),
    }
    answer = TemplateResponse(request, "storefront/home.html", context).render()
    return tagged(answer, "home", "tree")


@require_safe
@cacheable(seconds=HOME_TTL_S)
def popular(request: HttpRequest, region: str) -> HttpResponse:
    """The shelf of what a region buys most, for visitors from there."""
    context = {"shelf": selectors.popular_shelf(region_code=region), "address": request.path}
    answer = TemplateResponse(request, "storefront/_shelf.html", context).render()
    return tagged(answer, "home")


@require_safe
@cacheable(seconds=HOME_TTL_S)
def catalogue(request: HttpRequest) -> HttpResponse:
    """All categories on one page; the header shows the same part of it in a dialog."""
    context = {"categories": shelves.category_tree()}
    answer = TemplateResponse(request, "storefront/catalogue.html", context).render()
    return tagged(answer, "tree")


@require_safe
@cacheable(seconds=PRODUCT_TTL_S, query=frozenset({"v"}))
def product(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    try:
        card = shelves.product_by_code(code=code)
    except Gone:
        return _gone(request, code)
    if (card.slug, card.code) != (slug, code):
        return redirect("storefront:product", card.slug, card.code, permanent=True)
    page = shelves.product_page(
        product=card, language=get_language() or "en", variant=request.GET.get("v", "")
    )
    page, city = selectors.with_promises(page=page, now=timezone.now())
    context = {
        "page": page,
        "city": city,
        "facts": product_facts(page),
        "return_days": settings.RETURN_WINDOW.days,
        "reviews": reviews.reviews_of(product_id=card.pk, limit=REVIEWS, has_strip=True),
        "questions": reviews.questions_of(product_id=card.pk, limit=QUESTIONS),
    }
    answer = TemplateResponse(request, "storefront/product.html", context).render()
    return tagged(answer, f"product:{card.pk}", "tree")


@require_safe
@cacheable(seconds=PRODUCT_TTL_S)
def beside(request: HttpRequest, code: str, offer_id: UUID | None = None) -> HttpResponse:
    """The rows below a card, which its page asks for when they come into view: what is like it, and
    with an offer what goes with it and what else its shop has."""
    try:
        card = shelves.product_by_code(code=code)
    except Gone:
        # An old page asks: the card is no more, what is like it may be.
        card = shelves.gone_product(code=code)
    rows = selectors.beside(product=card, offer_id=offer_id)
    if offer_id is not None and not rows.shop:
        # Made-up offers aren't kept.
        return redirect("storefront:beside", card.code)
    context = {"beside": rows, "place": _place(card)}
    answer = TemplateResponse(request, "storefront/beside.html", context).render()
    return tagged(answer, f"product:{card.pk}", "tree")


def _gone(request: HttpRequest, code: str) -> HttpResponse:
    """410 for what was removed or blocked, with what is like it and nothing of itself."""
    card = shelves.gone_product(code=code)
    context = {
        "similar": selectors.similar(product=card),
        "place": _place(card),
    }
    return TemplateResponse(request, "storefront/gone.html", context, status=Gone.status).render()


def _place(card: Product) -> shelves.CategoryNode | None:
    """The card's own category; None while it is hidden with all above it."""
    return next(iter(reversed(shelves.trail_of_path(card.category.path))), None)


@require_safe
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


@require_safe
def personal(request: HttpRequest) -> HttpResponse:
    """What is personal on pages that are the same for all: cart, hearts, name, place; with
    `?offer=` what bringing it to the visitor's own place costs and takes, with `?reviews=` (a
    card's id) which of its reviews helped the person."""
    cart = cart_for(request)
    city = carts.delivery_city(cart=cart)
    offer_id = uuid_or_none(request.GET.get("offer", ""))
    product_id = uuid_or_none(request.GET.get("reviews", ""))
    person = person_or_none(request) if product_id else None
    context = {
        "cart_count": cart.lines.count() if cart else 0,
        "favourites": carts.favourites(cart=cart),
        "compared": [pk for ids in carts.compared(cart=cart).values() for pk in ids],
        "first_name": str(request.user).split()[0] if request.user.is_authenticated else "",
        "city": city,
        "offer_id": offer_id,
        "votes": reviews.votes_of(user=person, product_id=product_id)
        if person and product_id
        else None,
        "promise": selectors.promise(offer_id=offer_id, city=city, now=timezone.now())
        if offer_id
        else None,
    }
    return render_page(request, "storefront/personal.html", context)


@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    """Rows of tiles: what this browser has looked at, which keeps the list itself and names it in
    `ids`; for a person also what they looked at elsewhere, and what they bought."""
    person = person_or_none(request)
    ids = _named(request.GET.get("ids", ""))
    again: list[UUID] = []
    if person is not None:
        ids = list(dict.fromkeys([*ids, *selectors.viewed(user=person, limit=ROW)]))
        again = orders.bought_products(user=person, limit=ROW)
    ids = ids[:ROW]
    cards = _by_id([*again, *ids])
    context = {
        "again": [cards[pk] for pk in again if pk in cards],
        "cards": [cards[pk] for pk in ids if pk in cards],
        "is_known": person is not None,
    }
    return render_page(request, "storefront/recent.html", context)


@require_safe
def beside_cart(request: HttpRequest) -> HttpResponse:
    """A row of tiles below the cart: what is bought with what lies in it."""
    cart = cart_for(request)
    cards = selectors.beside_cart(cart=cart) if cart else []
    return render_page(request, "storefront/beside_cart.html", {"cards": cards})


@require_POST
@same_origin
def keep_viewed(request: HttpRequest) -> HttpResponse:
    """What a browser has looked at, the present page first: that is counted, and with a signed-in
    person all of it is kept."""
    ids = _named(request.POST.get("ids", ""))
    if ids:
        _count_view(request, ids[0])
    person = person_or_none(request)
    if person is not None:
        services.keep_viewed(user=person, product_ids=ids, now=timezone.now())
    return HttpResponse(status=204)


def _count_view(request: HttpRequest, product_id: UUID) -> None:
    ip = client_ip(request)
    try:
        limits.spend("view", limits.network_of(ip))
    except TooMany:
        return
    catalog.count_view(
        product_id=product_id,
        ip=ip,
        browser=request.headers.get("User-Agent", ""),
        day=timezone.localdate(),
    )


@require_safe
@login_required
def viewed(request: HttpRequest) -> HttpResponse:
    ids = selectors.viewed(user=signed_in(request))
    cards = shelves.cards(product_ids=ids, language=get_language() or "en")
    return render_page(request, "storefront/viewed.html", {"cards": cards})


@require_POST
@login_required
def forget_viewed(request: HttpRequest) -> HttpResponse:
    services.forget_person(user_id=signed_in(request).pk)
    messages.success(request, _("Forgotten."))
    return redirect("storefront:viewed")


def _named(text: str) -> list[UUID]:
    """The ids a browser names, in its order, at most as many as it keeps."""
    return [pk for pk in map(uuid_or_none, text.split(",")[:MAX_RECENT]) if pk]


def _by_id(ids: list[UUID]) -> dict[UUID, shelves.Card]:
    found = shelves.cards(product_ids=ids, language=get_language() or "en") if ids else []
    return {card.id: card for card in found}
