"""The door providers knock at."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.core.errors import DomainError
from apps.payments import services

log = structlog.get_logger(__name__)

MAX_BODY = 64 * 1024


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """A provider's message: 204 when it is kept, a bare refusal otherwise (no hint for forgers)."""
    body = request.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        return HttpResponse(status=413)
    try:
        services.receive_webhook(
            provider=provider, headers=request.headers, body=body, now=timezone.now()
        )
    except DomainError as error:
        reason = error.facts.get("reason", "")
        log.warning("payments.webhook.rejected", provider=provider, code=error.code, reason=reason)
        return HttpResponse(status=error.status)
    return HttpResponse(status=204)
