"""Errors for people and machines: RFC 9457 problems, HTMX toasts, error pages."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from apps.core.errors import DomainError, Invalid

PROBLEM = "application/problem+json"


def answer_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A DomainError as the asker wants it: problem+json, a toast, or a page."""
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
    if isinstance(error, DomainError):
        return Response(problem(error), status=error.status, content_type=PROBLEM)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    answer = exception_handler(error, context)
    if answer is None or not isinstance(error, exceptions.APIException):
        return answer
    code = error.get_codes() if isinstance(error.get_codes(), str) else "invalid"
    answer.data = {
        "type": f"urn:bozor:problem:{code}",
        "title": str(error.default_detail if code == "invalid" else error.detail),
        "status": answer.status_code,
        "code": code,
        **({"errors": error.detail} if isinstance(error, exceptions.ValidationError) else {}),
    }
    answer.content_type = PROBLEM
    return answer
