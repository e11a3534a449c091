"""What browsers tell of breaches of our own policy: one line of the log each, nothing personal."""

import json
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.core.web.responses import limited

log = structlog.get_logger(__name__)

MAX_BODY = 16_384
MAX_REPORTS = 5


@csrf_exempt
@require_POST
@limited("csp-report")
def csp_report(request: HttpRequest) -> HttpResponse:
    """Both forms of a report (CSP2's `csp-report`, the Reporting API's list). Junk is ignored:
    there is nobody to tell."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return HttpResponse(status=413)
    for report in _reports(request.body)[:MAX_REPORTS]:
        log.warning(
            "core.policy.breached",
            directive=_text(report, "effective-directive", "effectiveDirective"),
            blocked=_without_query(_text(report, "blocked-uri", "blockedURL")),
            page=_without_query(_text(report, "document-uri", "documentURL")),
            sample=_text(report, "script-sample", "sample")[:40],
        )
    return HttpResponse(status=204)


def _reports(body: bytes) -> list[dict[str, Any]]:  # Any: whatever a browser sends
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return []
    rows = said if isinstance(said, list) else [said]
    bodies = [row.get("csp-report", row.get("body")) for row in rows if isinstance(row, dict)]
    return [row for row in bodies if isinstance(row, dict)]


def _text(report: dict[str, Any], *names: str) -> str:  # Any: as above
    found = next((report[name] for name in names if isinstance(report.get(name), str)), "")
    return str(found)[:300]


def _without_query(url: str) -> str:
    """An address without what may be personal in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}" if parts.scheme else url[:40]
