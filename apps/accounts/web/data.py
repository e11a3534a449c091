"""A person's own data: what they said yes to, an archive to take along, and being forgotten."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts import selectors, services
from apps.accounts.web.forms import ErasureForm
from apps.accounts.web.person import signed_in
from apps.core.web.client import client_ip
from apps.core.web.fresh import fresh_proof
from apps.core.web.responses import render_page


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    context = {
        "consents": selectors.consents(user=user),
        "wants_news": selectors.has_consented(user=user, kind="marketing"),
        "export": selectors.latest_export(user=user),
    }
    return render_page(request, "accounts/data.html", context)


@require_POST
@login_required
def consent(request: HttpRequest) -> HttpResponse:
    """Yes or no to news; what the contract itself needs isn't asked here."""
    is_given = request.POST.get("news") == "on"
    services.record_consent(
        user=signed_in(request), kind="marketing", is_given=is_given, ip=client_ip(request)
    )
    messages.success(request, _("Saved."))
    return redirect("accounts:data")


@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponse:
    services.request_export(user=signed_in(request))
    messages.success(request, _("Your archive is being made. A letter will bring the link."))
    return redirect("accounts:data")


@require_safe
@login_required
@fresh_proof()
def download(request: HttpRequest, export_id: UUID) -> HttpResponse:
    made = selectors.ready_export(user=signed_in(request), export_id=export_id, now=timezone.now())
    # Any: it streams, and our decorators speak of pages.
    answer: Any = FileResponse(made.file.open("rb"), as_attachment=True, filename="my-data.zip")
    answer["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", answer)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@fresh_proof()
def erase(request: HttpRequest) -> HttpResponse:
    """Ask twice, then forget for good."""
    user = signed_in(request)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.erase_person(user=user, now=timezone.now())
        logout(request)
        messages.success(request, _("Your account is deleted. Goodbye."))
        return redirect("storefront:home")
    context = {"form": form, "objections": services.objections_to_erasure(user_id=user.pk)}
    status = 422 if form.is_bound else 200
    return render_page(request, "accounts/erase.html", context, status=status)
