"""Goods of a category side by side: a comparison for each category something was put into."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from apps.cart import selectors, services
from apps.cart.web.forms import FavouriteForm
from apps.cart.web.visitor import cart_for, cart_for_writing, own_cart, remember
from apps.catalog import selectors as shelves
from apps.core.errors import Invalid
from apps.core.web.responses import from_htmx, go_back, render_page, same_origin


@require_safe
def comparison(request: HttpRequest, code: str = "") -> HttpResponse:
    """One category's comparison, the newest by default; `?differences=1` leaves out the rows in
    which all say the same."""
    kept = selectors.compared(cart=cart_for(request))
    if code and code not in kept:
        return redirect("cart:compare")
    chosen = code or next(iter(kept), "")
    context: dict[str, object] = {
        "kinds": [(shelves.node_of(code=each), len(ids)) for each, ids in kept.items()],
        "only_differences": request.GET.get("differences") == "1",
    }
    if chosen:
        node = shelves.node_of(code=chosen)
        context["node"] = node
        context["view"] = shelves.comparison(
            product_ids=kept[chosen], category_path=node.path, language=get_language() or "en"
        )
    return render_page(request, "cart/compare.html", context)


@require_POST
@same_origin
def mark(request: HttpRequest) -> HttpResponse:
    form = FavouriteForm(request.POST)
    if not form.is_valid():
        raise Invalid()
    own = cart_for_writing(request)
    is_marked = services.toggle_compared(cart=own, product_id=form.cleaned_data["product_id"])
    if from_htmx(request):
        answer = render_page(
            request,
            "cart/_compare_button.html",
            {
                "product_id": form.cleaned_data["product_id"],
                "is_marked": is_marked,
                "count": own.compared.count(),
                "told": True,
            },
        )
    else:
        answer = go_back(request, default="cart:compare")
    return remember(answer, own)


@require_POST
def clear(request: HttpRequest, code: str) -> HttpResponse:
    category = shelves.node_of(code=code)
    services.clear_compared(cart=own_cart(request), category_id=category.pk)
    return redirect("cart:compare")
