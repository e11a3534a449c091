"""Pages of alerts: asking, a letter's links, one's own list."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.web.person import person_or_none, signed_in
from apps.alerts import selectors, services
from apps.alerts.models import Alert, AlertKind
from apps.alerts.web.forms import WatchForm, WhatForm
from apps.catalog import selectors as shelves
from apps.core.errors import Invalid, NotAllowed
from apps.core.web.responses import limited, render_page


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _addressee(request: HttpRequest) -> User | None:
    """The person to tell; None for a guest, and for somebody of whom we know no e-mail."""
    person = person_or_none(request)
    return person if person is not None and person.email else None


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """The form for a variant, by its id and kind in the query; pages show it in their dialog."""
    form = WhatForm(request.GET)
    if not form.is_valid():
        raise NotAllowed()
    sent = form.cleaned_data
    is_known = _addressee(request) is not None
    empty = WhatForm(initial=sent) if is_known else WatchForm(initial=sent)
    return _form(request, empty, variant_id=sent["variant_id"], kind=sent["kind"])


@require_POST
@limited("alert-from")
def watch(request: HttpRequest) -> HttpResponse:
    user = _addressee(request)
    form = WhatForm(request.POST) if user else WatchForm(request.POST)
    if not form.is_valid():
        if set(form.errors) != {"email"}:
            raise Invalid()
        sent = form.cleaned_data
        return _form(
            request, form, variant_id=sent["variant_id"], kind=sent["kind"], status=Invalid.status
        )
    sent = form.cleaned_data
    alert = services.watch(
        variant_id=sent["variant_id"],
        kind=sent["kind"],
        user=user,
        email=sent.get("email", ""),
        language=_language(),
        now=timezone.now(),
    )
    if user is not None:
        messages.success(request, _("We will write to you once, when the moment comes."))
    else:
        messages.success(request, _("Please follow the link in the letter we have sent you."))
    line = shelves.variant_lines(variant_ids=[alert.variant_id], language=_language())
    return redirect(line[alert.variant_id].url)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """A button, not the link itself says yes: mail filters follow links."""
    if request.method == "POST":
        alert = services.confirm(key=key, now=timezone.now())
        is_done = True
    else:
        alert = selectors.alert_by_key(key=key)
        is_done = alert is not None and alert.confirmed_at is not None
    context = {"alert": alert, "line": _line(alert), "is_done": is_done}
    return render_page(request, "alerts/confirm.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Unsubscribing: a mail reader posts here by itself and has no token of ours (RFC 8058); the
    key is the right to."""
    alert = selectors.alert_by_key(key=key)
    if request.method == "POST":
        services.stop(key=key)
    is_done = request.method == "POST" or alert is None
    context = {"line": _line(alert), "is_done": is_done}
    return render_page(request, "alerts/stop.html", context)


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """What somebody waits for. What was just taken out is named in the query, to be put back."""
    taken = WhatForm(request.GET)
    removed = None
    if "variant_id" in request.GET and taken.is_valid():
        variant_id = taken.cleaned_data["variant_id"]
        removed = shelves.variant_lines(variant_ids=[variant_id], language=_language()).get(
            variant_id
        )
    context = {
        "alerts": selectors.alerts_of(user=signed_in(request), language=_language()),
        "removed": removed,
        "removed_kind": taken.cleaned_data.get("kind") if removed else "",
    }
    return render_page(request, "alerts/own.html", context)


@require_POST
@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    alert = services.remove(user=signed_in(request), alert_id=pk)
    query = urlencode({"variant_id": str(alert.variant_id), "kind": alert.kind})
    return redirect(f"{reverse('alerts:list')}?{query}")


def _form(
    request: HttpRequest, form: WhatForm, *, variant_id: UUID, kind: str, status: int = 200
) -> HttpResponse:
    line = shelves.variant_lines(variant_ids=[variant_id], language=_language()).get(variant_id)
    if line is None or not line.is_listed:
        raise NotAllowed(variant=str(variant_id))
    context = {"form": form, "line": line, "is_price": kind == AlertKind.PRICE}
    return render_page(request, "alerts/new.html", context, status=status)


def _line(alert: Alert | None) -> shelves.VariantLine | None:
    if alert is None:
        return None
    lines = shelves.variant_lines(variant_ids=[alert.variant_id], language=_language())
    return lines.get(alert.variant_id)
