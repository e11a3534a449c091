"""The audit trail: services write it, nobody edits it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

from apps.core.actors import Actor
from apps.core.models import AuditEntry

# Kept apart from the log's own context: an address belongs in the trail, and in no log line.
_ip: ContextVar[str | None] = ContextVar("audit_ip", default=None)


@contextmanager
def requested_from(ip: str) -> Iterator[None]:
    """Entries written inside say that a request from this address was behind them."""
    token = _ip.set(ip)
    try:
        yield
    finally:
        _ip.reset(token)


def record(
    *,
    actor: Actor,
    action: str,
    subject: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write one entry in the caller's transaction: `action` is dotted (`sellers.approved`),
    `subject` is `kind:id`, `before` and `after` hold only what changed, never a secret."""
    AuditEntry.objects.create(
        actor_id=actor.user_id,
        role=actor.role,
        action=action,
        subject=subject,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=actor.reason,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
        ip=_ip.get(),
    )


def record_many(
    *,
    actor: Actor,
    action: str,
    changes: Sequence[tuple[str, Mapping[str, object], Mapping[str, object]]],
) -> None:
    """`record` for several subjects that the same happened to: subject, before and after of each;
    1 query."""
    request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))
    AuditEntry.objects.bulk_create(
        AuditEntry(
            actor_id=actor.user_id,
            role=actor.role,
            action=action,
            subject=subject,
            before=dict(before),
            after=dict(after),
            reason=actor.reason,
            request_id=request_id,
            ip=_ip.get(),
        )
        for subject, before, after in changes
    )
