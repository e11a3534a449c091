"""Answers in the house's manner: whole page or fragment, and the same-origin check."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from apps.core import limits
from apps.core.errors import Forbidden
from apps.core.web.client import client_ip

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],  # Any: template context
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """A private page, or its `partial` when htmx asks for one (not when boosted or restoring)."""
    htmx = getattr(request, "htmx", None)
    wants_partial = bool(partial and htmx and not htmx.boosted and not htmx.history_restore_request)
    name = f"{template}#{partial}" if wants_partial else template
    answer = render(request, name, dict(context), status=status)
    if partial:
        patch_vary_headers(answer, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    answer["Cache-Control"] = "private, no-store"
    return answer


def from_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, so that a fragment is the answer."""
    return bool(getattr(request, "htmx", False))


def same_origin(view: "View[P]") -> "View[P]":
    """For the few forms on cacheable pages, which can carry no token: the browser itself says where
    a request comes from (`Sec-Fetch-Site`, else `Origin`). Refuses with Forbidden."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _is_ours(request):
            raise Forbidden(reason="cross_site")
        return view(request, *args, **kwargs)

    return checked


def limited(name: str) -> Callable[["View[P]"], "View[P]"]:
    """Let a view be posted to only as often as the limit `name` allows the visitor's network.
    Refuses with TooMany."""

    def decorate(view: "View[P]") -> "View[P]":
        @wraps(view)
        def counted(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                limits.spend(name, limits.network_of(client_ip(request)))
            return view(request, *args, **kwargs)

        return counted

    return decorate


def go_back(request: HttpRequest, *, default: str) -> HttpResponse:
    """Redirect to the form's `next` if it is a page of ours, else to the named view."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        # As it stands: `redirect` would take a word without a slash for a view's name.
        return HttpResponseRedirect(target)
    return redirect(default)


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    trusted = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in trusted
