"""What every answer passes: domain errors become pages, toasts or problems; headers of ours."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from apps.core import audit
from apps.core.errors import DomainError
from apps.core.web.client import client_ip
from apps.core.web.problems import answer_error

log = structlog.get_logger(__name__)


class AuditMiddleware:
    """Lets the audit trail know where a change was asked for from, without handing requests down to
    services."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with audit.requested_from(client_ip(request)):
            return self.get_response(request)


class DomainErrorMiddleware:
    """Turns a DomainError that a view let through into the answer its asker understands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        log.info("core.request.refused", code=error.code, status=error.status)
        return answer_error(request, error)


class HeadersMiddleware:
    """Headers that no library of ours sets: where the browser reports to, and who may embed what
    we serve."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Reporting-Endpoints", 'csp="/csp-report/"')
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return answer
