"""What a shop prints."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from apps.core.web.responses import render_page
from apps.sellers import selectors as shops
from apps.shipping import selectors


@require_safe
@login_required
def label(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """The label of one of the shop's own parcels, made for paper."""
    by = shops.actor_for(user=request.user, shop=shop)
    paper = selectors.label(by=by, pk=pk)
    return render_page(request, "shipping/label.html", {"label": paper})
