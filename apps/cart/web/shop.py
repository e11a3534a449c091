"""The cart, favourites and the delivery place. Forms on cacheable pages are checked by origin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.cart import selectors, services
from apps.cart.web.forms import AddForm, ChooseForm, FavouriteForm, PlaceForm, QuantityForm
from apps.cart.web.visitor import cart_for, cart_for_writing, remember
from apps.catalog import selectors as shelves
from apps.core.errors import Invalid, NotAllowed
from apps.core.web.responses import from_htmx, go_back, render_page, same_origin
from apps.geo import selectors as places

CART = "cart/cart.html"


@require_GET
def cart(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_POST
@same_origin
def add(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        raise Invalid()
    own = cart_for_writing(request)
    services.add_line(cart=own, **form.cleaned_data)
    if from_htmx(request):
        lines = shelves.offer_lines(
            offer_ids=[form.cleaned_data["offer_id"]], language=get_language() or "en"
        )
        answer = render_page(
            request,
            "cart/_added.html",
            {
                "line": lines[form.cleaned_data["offer_id"]],
                "quantity": form.cleaned_data["quantity"],
                "count": own.lines.count(),
            },
        )
    else:
        messages.success(request, _("Added to your cart."))
        answer = go_back(request, default="cart:cart")
    return remember(answer, own)


@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    form = QuantityForm(request.POST)
    if not form.is_valid():
        raise Invalid(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    services.set_quantity(cart=_own(request), line_id=pk, **form.cleaned_data)
    return _after(request)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    offer_id, quantity = services.remove_line(cart=_own(request), line_id=pk)
    return _after(request, removed={"offer_id": offer_id, "quantity": quantity})


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        raise Invalid()
    services.add_line(cart=_own(request), **form.cleaned_data)
    return _after(request)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    own = _own(request)
    form = ChooseForm(request.POST, choices=list(own.lines.values_list("pk", flat=True)))
    if not form.is_valid():
        raise Invalid()
    services.choose_lines(cart=own, line_ids=form.cleaned_data["line"])
    return _after(request)


@require_GET
def favourites(request: HttpRequest) -> HttpResponse:
    ids = selectors.favourites(cart=cart_for(request))
    cards = shelves.cards(product_ids=ids, language=get_language() or "en")
    return render_page(request, "cart/favourites.html", {"cards": cards})


@require_POST
@same_origin
def favourite(request: HttpRequest) -> HttpResponse:
    form = FavouriteForm(request.POST)
    if not form.is_valid():
        raise Invalid()
    own = cart_for_writing(request)
    is_marked = services.toggle_favourite(cart=own, **form.cleaned_data)
    if from_htmx(request):
        answer = render_page(
            request,
            "cart/_favourite_button.html",
            {
                "product_id": form.cleaned_data["product_id"],
                "is_marked": is_marked,
                "count": own.favourites.count(),
                "told": True,
            },
        )
    else:
        answer = go_back(request, default="cart:favourites")
    return remember(answer, own)


@require_GET
def choose_place(request: HttpRequest) -> HttpResponse:
    context = {
        "regions": places.city_choices(),
        "city": selectors.delivery_city(cart=cart_for(request)),
        "next": request.GET.get("next", ""),
    }
    return render_page(request, "cart/place.html", context)


@require_POST
@same_origin
def place(request: HttpRequest) -> HttpResponse:
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise Invalid(fields={"city": _("Choose a city or district from the list.")})
    own = cart_for_writing(request)
    services.choose_city(cart=own, city_code=form.cleaned_data["city"])
    return remember(go_back(request, default="storefront:home"), own)


def _own(request: HttpRequest) -> services.Cart:
    cart = cart_for(request)
    if cart is None:
        raise NotAllowed()
    return cart


def _after(request: HttpRequest, **extra: object) -> HttpResponse:
    if from_htmx(request):
        return _show(request, **extra)
    if extra:
        messages.info(request, _("Removed from your cart."))
    return redirect("cart:cart")


def _show(request: HttpRequest, **extra: object) -> HttpResponse:
    own = cart_for(request)
    view = selectors.cart_view(
        cart=own,
        city=selectors.delivery_city(cart=own),
        language=get_language() or "en",
        now=timezone.now(),
    )
    return render_page(request, CART, {"view": view, **extra}, partial="cart")
