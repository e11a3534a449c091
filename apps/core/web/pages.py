"""Pages of no app: the language door, errors, the bare view that benchmarks compare with."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

BARE_PAGE = b"x" * 1024


@require_GET
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` → the home page in the browser's language."""
    with translation.override(translation.get_language_from_request(request)):
        answer = HttpResponseRedirect(reverse("storefront:home"))
    answer["Vary"] = "Accept-Language"
    return answer


@require_GET
def bare(request: HttpRequest) -> HttpResponse:
    """1 KB behind the full middleware: what a request costs before any of our code runs."""
    return HttpResponse(BARE_PAGE, content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
