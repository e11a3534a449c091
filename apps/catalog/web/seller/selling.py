"""Selling on a card that is there: found by its barcode or address, then a price and pieces."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors, services
from apps.catalog.services import FirstOffer
from apps.catalog.web.selling_forms import FirstOfferForm
from apps.core.errors import Conflict, Invalid
from apps.core.texts import storable
from apps.core.web.responses import render_page
from apps.sellers.selectors import Desk, desk_of

FIND = "catalog/seller/sell_find.html"
SELL = "catalog/seller/sell.html"
# The last part of a card's address.
CODE = re.compile(r"(?:^|[/-])([0-9A-HJKMNP-TV-Z]{8})/?(?:\?.*)?$")


@require_safe
@login_required
def find(request: HttpRequest, shop: str) -> HttpResponse:
    """The cards with a barcode, or the one with an address or code."""
    desk = _desk(request, shop)
    text = storable(request.GET.get("q", "")).strip()[:300]
    code = CODE.search(text)
    found = selectors.cards_to_sell_on(barcode="".join(text.split()), code=code[1] if code else "")
    context = {"desk": desk, "text": text, "found": found if text else []}
    return render_page(request, FIND, context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sell(request: HttpRequest, shop: str, code: str) -> HttpResponse:
    """A line for each variant of the card that the shop doesn't sell yet; empty ones are left
    out."""
    desk = _desk(request, shop)
    card = selectors.card_to_sell_on(seller_id=desk.seller_id, code=code)
    sent = request.POST if request.method == "POST" else None
    rows = [(each, FirstOfferForm(sent, prefix=str(each.variant_id))) for each in card.variants]
    refused = ""
    if sent is not None:
        filled = [(each, form) for each, form in rows if form.is_filled()]
        are_valid = [form.is_valid() for _each, form in filled]
        if all(are_valid):
            try:
                services.sell_on_card(
                    seller_id=desk.seller_id,
                    product_id=card.product.pk,
                    offers=[
                        FirstOffer(each.variant_id, **form.cleaned_data) for each, form in filled
                    ],
                    handling_days=desk.seller.handling_days,
                    by=desk.by,
                )
            except (Invalid, Conflict) as error:
                fields = getattr(error, "fields", {})
                refused = str(next(iter(fields.values()), error.message))
            else:
                messages.success(request, _("On sale. Shoppers see your offer on the card."))
                return redirect("seller:products", shop)
    context = {"desk": desk, "card": card, "rows": rows, "refused": refused}
    return render_page(request, SELL, context, status=422 if sent is not None else 200)


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")
