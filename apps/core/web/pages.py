"""Pages of no app: the language door, errors, the bare view that benchmarks compare with."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.web.problems import answer_api

BARE_PAGE = b"x" * 1024


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` → the home page in the browser's language."""
    with translation.override(translation.get_language_from_request(request)):
        answer = HttpResponseRedirect(reverse("storefront:home"))
    answer["Vary"] = "Accept-Language"
    return answer


@require_safe
def bare(request: HttpRequest) -> HttpResponse:
    """1 KB behind the full middleware: what a request costs before any of our code runs."""
    return HttpResponse(BARE_PAGE, content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, 400, "bad_request", _("This request cannot be understood."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, 403, "forbidden", _("You do not have the right to do this."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old; the page says what to do about it."""
    return _refuse(request, 403, "csrf_failed", _("The page was open too long. Load it anew."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, 404, "not_found", _("We could not find that page."))


def server_error(request: HttpRequest) -> HttpResponse:
    return _refuse(
        request, 500, "server_error", _("Something broke on our side. Please try again.")
    )


def _refuse(request: HttpRequest, status: int, code: str, title: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return answer_api(status, code, title)
    return render(request, f"errors/{status}.html", status=status)
