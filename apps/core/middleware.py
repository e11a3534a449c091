"""Domain errors become pages, toasts or problems in one place."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from apps.core.errors import DomainError
from apps.core.web.problems import answer_error

log = structlog.get_logger(__name__)


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
