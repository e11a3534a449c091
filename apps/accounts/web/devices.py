"""Where a person is signed in, and signing out from afar."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import selectors, services
from apps.accounts.web.person import signed_in
from apps.core.web.client import client_ip
from apps.core.web.responses import render_page


@require_safe
@login_required
def devices(request: HttpRequest) -> HttpResponse:
    rows = selectors.devices(user=signed_in(request), current=_current(request))
    return render_page(request, "accounts/devices.html", {"devices": rows})


@require_POST
@login_required
def end(request: HttpRequest, device_id: str) -> HttpResponse:
    services.end_device(user=signed_in(request), device_id=device_id, now=timezone.now())
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:devices")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    count = services.end_all_others(
        user=signed_in(request), keep=_current(request), now=timezone.now()
    )
    text = ngettext("%(n)d device is signed out.", "%(n)d devices are signed out.", count)
    messages.success(request, text % {"n": count})
    return redirect("accounts:devices")


class SeenMiddleware:
    """Remembers when and from where each browser of a signed-in person was last used: a look into
    the cache a private page, a write every few minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # Only where the page has asked for the person anyway: shared pages open no session.
        if hasattr(request, "_cached_user") and request.user.is_authenticated:
            services.note_seen(
                session_key=request.session.session_key or "",
                ip=client_ip(request),
                user_agent=request.headers.get("User-Agent", ""),
                now=timezone.now(),
            )
        return answer


def _current(request: HttpRequest) -> str:
    return selectors.browser_device_id(request.session.session_key or "")
