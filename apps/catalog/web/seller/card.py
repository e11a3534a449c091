"""A card on its seller's desk: where it stands, its variants, and the way into the editor."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.web.person import signed_in
from apps.catalog import selectors, services
from apps.catalog.web.card_forms import typed_of
from apps.catalog.web.seller.shelf import in_figures
from apps.core.texts import say
from apps.core.web.responses import render_page
from apps.sellers.selectors import Desk, desk_of

CARD = "catalog/seller/card.html"


@require_safe
@login_required
def card(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """The shop's own card: what staff said of it, and the shop's offers on it."""
    desk = _desk(request, shop)
    version = selectors.draft_of(seller_id=desk.seller_id, product_id=pk)
    rows = selectors.offer_rows(seller_id=desk.seller_id, product_id=pk)
    context = {
        "desk": desk,
        "version": version,
        "product": version.product,
        "title": say(version.title),
        "has_draft": selectors.has_draft(product_id=pk),
        "rows": in_figures(rows),
    }
    return render_page(request, CARD, context)


@require_POST
@login_required
def edit(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Begin the card's next version, or go on with it; shoppers see the present one meanwhile."""
    desk = _desk(request, shop)
    version = selectors.draft_of(seller_id=desk.seller_id, product_id=pk)
    draft = services.open_draft(
        seller_id=desk.seller_id,
        product_id=pk,
        fields=typed_of(version),
        photos=[(str(photo.image_id), photo.option) for photo in version.photos],
        by=desk.by,
    )
    step = "variants" if request.POST.get("step") == "variants" else "main"
    return redirect("seller:draft", shop, draft.pk, step)


@require_POST
@login_required
def remove(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Take the shop's own card off the shelf for good."""
    desk = _desk(request, shop)
    services.remove_product(product_id=pk, by=desk.by)
    messages.success(request, _("Removed. Orders that contain it go on."))
    return redirect("seller:products", shop)


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")
