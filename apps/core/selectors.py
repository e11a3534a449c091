"""What the panel asks of the ground floor."""

from collections.abc import Collection
from datetime import datetime
from ipaddress import ip_address

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.events import GRACE
from apps.core.models import AuditEntry, OutboxEvent
from apps.core.queues import Queue, measure


def stuck_events(*, now: datetime) -> "QuerySet[OutboxEvent]":
    """Events whose subscribers should long have been done."""
    return OutboxEvent.objects.filter(completed_at=None, created_at__lt=now - 6 * GRACE)


def queues(*, now: datetime) -> list[Queue]:
    """Stuck events: 1 query."""
    count, oldest = measure(stuck_events(now=now), since="created_at")
    return [Queue(_("Stuck events"), count, oldest, "admin:core_outboxevent_changelist", "wait=1")]


def audit_of(*, subjects: Collection[str], limit: int = 50) -> list[AuditEntry]:
    """What was done to these subjects (`kind:id`), newest first: 1 query."""
    rows = AuditEntry.objects.filter(subject__in=subjects).select_related("actor")
    return list(rows.order_by("-pk")[:limit])


def audit_matching(*, rows: "QuerySet[AuditEntry]", text: str) -> "QuerySet[AuditEntry]":
    """Entries by one word: an e-mail (of who did it), an address, a subject (`user:…`), the start
    of an action (`accounts.`), or a request's id. Each is found by an index."""
    word = text.strip()
    if not word:
        return rows
    if "@" in word:
        return rows.filter(actor__email__iexact=word)
    if (ip := _ip(word)) is not None:
        return rows.filter(ip=ip)
    if ":" in word:
        return rows.filter(subject=word)
    return rows.filter(Q(action__startswith=word) | Q(request_id=word))


def _ip(word: str) -> str | None:
    try:
        return str(ip_address(word))
    except ValueError:
        return None
