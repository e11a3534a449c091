"""What core itself does: once-only requests, the heartbeat, forgetting old receipts."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model, QuerySet

from apps.core import audit, events
from apps.core.actors import Actor
from apps.core.errors import Conflict, IdempotencyMismatch, Invalid, NotAllowed
from apps.core.models import EventReceipt, IdempotencyRecord, OutboxEvent

SWEEP_BATCH = 200
HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_TTL_S = 60
KEEP_DELIVERED = timedelta(days=30)
KEEP_ANSWERS = timedelta(hours=24)
Row = TypeVar("Row", bound=Model)


def run_once(
    *, actor: str, route: str, key: str, body: object, run: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Run a use case once for a key, or give back what it answered the first time.

    `body` is anything JSON can hold; another body under the same key raises IdempotencyMismatch.
    The record commits with the effect, so a failed or crashed run leaves no trace. A second request
    at the same moment waits for the first. Any: the answer is a small JSON object.
    """
    if not 8 <= len(key) <= 80:
        raise Invalid(fields={"idempotency_key": "8–80 characters"})
    fingerprint = hashlib.sha256(
        json.dumps(body, sort_keys=True, cls=DjangoJSONEncoder).encode()
    ).hexdigest()
    with transaction.atomic():
        record = IdempotencyRecord(actor=actor, route=route, key=key, fingerprint=fingerprint)
        IdempotencyRecord.objects.bulk_create([record], ignore_conflicts=True)
        stored = IdempotencyRecord.objects.select_for_update().get(
            actor=actor, route=route, key=key
        )
        if stored.fingerprint != fingerprint:
            raise IdempotencyMismatch(route=route)
        if stored.answer is None:
            stored.answer = run()
            stored.save(update_fields=["answer"])
        answer: dict[str, Any] = stored.answer
        return answer


def beat_heart(*, now: datetime) -> None:
    """Say that a worker is alive; `/health/ready` looks for it."""
    cache.set(HEARTBEAT_KEY, now.isoformat(), HEARTBEAT_TTL_S)


def delete_in_batches(rows: QuerySet[Row], *, size: int = 10_000) -> int:
    """Delete rows a batch at a time, the oldest keys first, so that nobody waits long for a lock;
    returns how many, those they took along counted."""
    gone = 0
    in_order = rows.order_by("pk").values_list("pk", flat=True)
    while ids := list(in_order[:size]):
        gone += rows.model._default_manager.filter(pk__in=ids).delete()[0]
    return gone


def forget_delivered(*, now: datetime, batch: int = 10_000) -> int:
    """Delete events, receipts and stored answers past their time; returns the number of rows."""
    old = (
        OutboxEvent.objects.filter(completed_at__lt=now - KEEP_DELIVERED),
        EventReceipt.objects.filter(created_at__lt=now - KEEP_DELIVERED - timedelta(days=7)),
        IdempotencyRecord.objects.filter(created_at__lt=now - KEEP_ANSWERS),
    )
    return sum(delete_in_batches(rows, size=batch) for rows in old)


@transaction.atomic
def deliver_again(*, event_id: UUID, by: Actor, now: datetime) -> None:
    """Staff hand a stuck event to its subscribers at once; whose effect is done does nothing again.
    Raises NotAllowed (not staff, unknown), Conflict (delivered meanwhile)."""
    row = OutboxEvent.objects.select_for_update().filter(pk=event_id).first()
    if row is None or by.role not in ("staff", "system"):
        raise NotAllowed(event=str(event_id))
    if row.completed_at is not None:
        raise Conflict()
    row.next_attempt_at = now
    row.save(update_fields=["next_attempt_at"])
    audit.record(actor=by, action="core.event_handed_over", subject=f"event:{event_id}")
    transaction.on_commit(lambda: events.hand_over(event_id=event_id, name=row.name), robust=True)
