"""The audit trail: services write it, nobody edits it."""

from collections.abc import Mapping

import structlog

from apps.core.actors import Actor
from apps.core.models import AuditEntry


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
    )
