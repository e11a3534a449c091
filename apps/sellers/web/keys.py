"""The shop's keys: made after a fresh proof, their secret shown once, ended at once."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.web.person import signed_in
from apps.core.errors import Conflict, Invalid
from apps.core.web.fresh import ask_for_proof, has_fresh_proof
from apps.core.web.responses import render_page
from apps.sellers import selectors, services
from apps.sellers.selectors import desk_of
from apps.sellers.web.forms import KeyForm

KEYS = "sellers/seller/keys.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def keys(request: HttpRequest, shop: str) -> HttpResponse:
    """The shop's keys, and a new one, whose secret this one answer shows."""
    desk = desk_of(user=signed_in(request), shop=shop, right="keys")
    if request.method == "POST" and not has_fresh_proof(request):
        return ask_for_proof(request)
    form = KeyForm(request.POST or None, initial={"days": "365"})
    now = timezone.now()
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _key, secret = services.make_key(
                seller_id=desk.seller_id, by=desk.by, now=now, **form.content()
            )
        except (Invalid, Conflict) as error:
            form.add_error(None, str(error.message))
    context = {
        "desk": desk,
        "form": KeyForm(initial={"days": "365"}) if secret else form,
        "secret": secret,
        "keys": selectors.keys_of(seller_id=desk.seller_id, now=now),
    }
    status = 422 if form.is_bound and not secret else 200
    return render_page(request, KEYS, context, status=status)


@require_POST
@login_required
def end_key(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """A key opens nothing from now on."""
    desk = desk_of(user=signed_in(request), shop=shop, right="keys")
    services.end_key(seller_id=desk.seller_id, key_id=pk, by=desk.by, now=timezone.now())
    messages.success(request, _("The key is ended. Programs that use it are refused from now on."))
    return redirect("seller:keys", shop)
