"""Favourites: all of them, by list, and a list that somebody gave away."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.cart import selectors, services
from apps.cart.web.forms import FavouriteForm, ListForm, MoveForm
from apps.cart.web.visitor import cart_for, cart_for_writing, own_cart, remember
from apps.catalog import selectors as shelves
from apps.core.errors import Invalid
from apps.core.web.responses import from_htmx, go_back, render_page, same_origin


@require_safe
def favourites(request: HttpRequest, list_id: int | None = None) -> HttpResponse:
    """All that is marked, or one list of it."""
    cart = cart_for(request)
    chosen = selectors.own_list(cart=cart, list_id=list_id) if list_id is not None else None
    ids = selectors.favourites(cart=cart, list_id=list_id)
    context = {
        "cards": shelves.cards(product_ids=ids, language=get_language() or "en"),
        "lists": selectors.favourite_lists(cart=cart),
        "chosen": chosen,
        "share_url": _share_url(chosen.share_token) if chosen and chosen.share_token else "",
    }
    return render_page(request, "cart/favourites.html", context)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody let others see: the goods and the list's name, and nothing of whose it is."""
    row, ids = selectors.shared_list(token=token)
    cards = shelves.cards(product_ids=ids, language=get_language() or "en")
    answer = render_page(request, "cart/shared_list.html", {"list": row, "cards": cards})
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_POST
@same_origin
def mark(request: HttpRequest) -> HttpResponse:
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


@require_POST
def save_list(request: HttpRequest, list_id: int | None = None) -> HttpResponse:
    own = cart_for_writing(request) if list_id is None else own_cart(request)
    form = ListForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Please write a name."))
    row = services.save_list(cart=own, list_id=list_id, name=form.cleaned_data["name"])
    return remember(redirect("cart:favourite-list", row.pk), own)


@require_POST
def delete_list(request: HttpRequest, list_id: int) -> HttpResponse:
    services.delete_list(cart=own_cart(request), list_id=list_id)
    messages.success(request, _("The list is gone; what stood in it is still marked."))
    return redirect("cart:favourites")


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Invalid()
    sent = form.cleaned_data
    services.move_favourite(
        cart=own_cart(request), product_id=sent["product_id"], list_id=sent["list_id"]
    )
    return go_back(request, default="cart:favourites")


@require_POST
def share(request: HttpRequest, list_id: int) -> HttpResponse:
    is_shared = request.POST.get("share") == "1"
    services.share_list(cart=own_cart(request), list_id=list_id, is_shared=is_shared)
    return HttpResponseRedirect(reverse("cart:favourite-list", args=[list_id]))


def _share_url(token: str) -> str:
    return settings.SITE_URL + reverse("cart:shared-list", args=[token])
