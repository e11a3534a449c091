"""Errors for people and machines: RFC 9457 problems, HTMX toasts, error pages."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from apps.core.errors import DomainError, Invalid, TooLarge

PROBLEM = "application/problem+json"


def answer_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A DomainError as the asker wants it: problem+json, a toast, or a page."""
    answer = _answer(request, error)
    for name, value in headers_of(error).items():
        answer[name] = value
    return answer


def _answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse(problem(error), status=error.status, content_type=PROBLEM)
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=error.status)
        answer["HX-Reswap"] = "none"
        answer["HX-Trigger"] = json.dumps({"toast": {"text": str(error.message), "kind": "error"}})
        return answer
    template = {404: "errors/404.html", 410: "errors/410.html"}.get(
        error.status, "errors/refused.html"
    )
    return render(
        request, template, {"message": error.message, "error": error}, status=error.status
    )


def headers_of(error: DomainError) -> dict[str, str]:
    """What an error says beside its body: how long to wait."""
    wait = error.facts.get("retry_after_s")
    return {} if wait is None else {"Retry-After": str(wait)}


def problem(error: DomainError) -> dict[str, Any]:  # Any: JSON
    """The RFC 9457 body of an error; `code` is stable, `errors` maps fields to messages."""
    body: dict[str, Any] = {
        "type": f"urn:bozor:problem:{error.code}",
        "title": str(error.message),
        "status": error.status,
        "code": error.code,
    }
    if isinstance(error, Invalid) and error.fields:
        body["errors"] = {name: [str(text)] for name, text in error.fields.items()}
    if "lines" in error.facts:
        body["lines"] = error.facts["lines"]
    return body


def api_exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal is problem+json. Any: DRF's own signature."""
    if isinstance(error, RequestDataTooBig):
        error = TooLarge(_("This request is too large."))
    if isinstance(error, DomainError):
        return Response(
            problem(error), status=error.status, content_type=PROBLEM, headers=headers_of(error)
        )
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    answer = exception_handler(error, context)
    if answer is None or not isinstance(error, exceptions.APIException):
        return answer
    is_validation = isinstance(error, exceptions.ValidationError)
    codes = error.get_codes()
    code = codes if isinstance(codes, str) else "invalid"
    answer.data = {
        "type": f"urn:bozor:problem:{code}",
        "title": str(Invalid.message if is_validation else error.detail),
        # What was sent is no JSON: 400. It is, but a value in it is not in order: 422.
        "status": Invalid.status if is_validation else answer.status_code,
        "code": code,
        **({"errors": _by_field(error.detail)} if is_validation else {}),
    }
    answer.status_code = answer.data["status"]
    answer.content_type = PROBLEM
    return answer


def answer_api(status: int, code: str, title: str) -> JsonResponse:
    """A problem for a request that reached no endpoint."""
    body = {"type": f"urn:bozor:problem:{code}", "title": title, "status": status, "code": code}
    return JsonResponse(body, status=status, content_type=PROBLEM)


def _by_field(detail: Any, name: str = "") -> dict[str, list[str]]:  # Any: DRF's nested errors
    """Messages by field; a field within another is `outer.inner`, the whole body is `body`."""
    if isinstance(detail, dict):
        parts = [(key, value) for key, value in detail.items()]
    elif any(isinstance(each, dict | list) for each in detail):
        parts = [(str(index), value) for index, value in enumerate(detail) if value]
    else:
        return {name or "body": [str(each) for each in detail]}
    found: dict[str, list[str]] = {}
    for key, value in parts:
        # Of a list of plain values the list is named, of a list of objects the place as well.
        is_of_list = isinstance(key, int) and not isinstance(value, dict)
        inner = "" if key == "non_field_errors" or is_of_list else str(key)
        for field, texts in _by_field(value, ".".join(filter(None, (name, inner)))).items():
            found.setdefault(field, []).extend(texts)
    return found
