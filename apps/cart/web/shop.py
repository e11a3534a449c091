"""The cart, favourites and the delivery place. Forms on cacheable pages are checked by origin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.cart import selectors, services
from apps.cart.web.forms import AddForm, ChooseForm, PlaceForm, QuantityForm
from apps.cart.web.visitor import cart_for, cart_for_writing, own_cart, remember
from apps.catalog import selectors as shelves
from apps.core.errors import Invalid
from apps.core.web.responses import from_htmx, go_back, render_page, same_origin
from apps.geo import selectors as places

CART = "cart/cart.html"


@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    services.accept_prices(cart=own_cart(request))
    return redirect("cart:cart")


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
        # The cart's own page may be the one that asks.
        answer["HX-Trigger"] = "cart-changed"
    else:
        messages.success(request, _("Added to your cart."))
        answer = go_back(request, default="cart:cart")
    return remember(answer, own)


@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    form = QuantityForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(fields={"quantity": str(next(iter(form.errors.values()))[0])})
        services.set_quantity(cart=own_cart(request), line_id=pk, **form.cleaned_data)
    except Invalid as error:
        wrong = {"pk": pk, "sent": form.data.get("quantity"), "text": error.fields["quantity"]}
        return _show(request, wrong=wrong, status=error.status)
    return redirect("cart:cart")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    offer_id, quantity = services.remove_line(cart=own_cart(request), line_id=pk)
    removed = urlencode({"offer_id": str(offer_id), "quantity": str(quantity)})
    return redirect(f"{reverse('cart:cart')}?{removed}")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        raise Invalid()
    services.add_line(cart=own_cart(request), **form.cleaned_data)
    return redirect("cart:cart")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    own = own_cart(request)
    form = ChooseForm(request.POST, choices=list(own.lines.values_list("pk", flat=True)))
    if not form.is_valid():
        raise Invalid()
    services.choose_lines(cart=own, line_ids=form.cleaned_data["line"])
    return redirect("cart:cart")


@require_safe
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


def _show(
    request: HttpRequest, *, wrong: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    """The cart; `wrong` is a line whose number was refused. What was just taken out is named in the
    query, so that it can be put back even after a reload."""
    own = cart_for(request)
    language = get_language() or "en"
    view = selectors.cart_view(
        cart=own, city=selectors.delivery_city(cart=own), language=language, now=timezone.now()
    )
    context: dict[str, object] = {"view": view, "wrong": wrong}
    taken = AddForm(request.GET)
    if own is not None and "offer_id" in request.GET and taken.is_valid():
        offer_id = taken.cleaned_data["offer_id"]
        context["removed"] = shelves.offer_lines(offer_ids=[offer_id], language=language).get(
            offer_id
        )
        context["removed_quantity"] = taken.cleaned_data["quantity"]
    return render_page(request, CART, context, partial="cart", status=status)
