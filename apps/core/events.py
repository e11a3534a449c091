"""Facts that apps tell each other: published in a transaction, delivered after it, effective once.

`publish` writes the fact into the caller's transaction. After commit each subscriber gets a Celery
task of its own; its effect and its receipt are one transaction, so a second delivery does nothing.
"""

import dataclasses
import json
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from apps.core.models import EventReceipt, OutboxEvent

log = structlog.get_logger(__name__)

# A fresh event is left to its own delivery for this long before the sweep takes it.
GRACE = timedelta(seconds=10)
MAX_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True)
class Event:
    """A fact in the past tense: ids and plain values, never instances, never a secret."""


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]  # Any: each handler takes its own event class

_events: dict[str, type[Event]] = {}
_subscribers: dict[str, dict[str, Handler]] = {}


def name_of(event_class: type[Event]) -> str:
    """`orders.OrderPlaced`: the app's label and the class."""
    app = event_class.__module__.split(".")[-2]
    return f"{app}.{event_class.__name__}"


def subscriber(event_class: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function for an event; its module and name are its identity for ever."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        name = name_of(event_class)
        _events[name] = event_class
        app = handler.__module__.split(".")[-2]
        _subscribers.setdefault(name, {})[f"{app}.{handler.__name__}"] = handler
        return handler

    return register


def publish(event: Event) -> None:
    """Record a fact in the caller's transaction and hand it to its subscribers after commit.

    Raises TransactionManagementError outside a transaction: a fact without its change is a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "publish() needs the transaction of its change"
        )
    name = name_of(type(event))
    now = timezone.now()
    handlers = _subscribers.get(name, {})
    row = OutboxEvent.objects.create(
        name=name,
        payload=_to_json(event),
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
        next_attempt_at=now + GRACE,
        completed_at=None if handlers else now,
    )
    if handlers:
        transaction.on_commit(lambda: hand_over(event_id=row.pk, name=name), robust=True)


def hand_over(*, event_id: UUID, name: str) -> None:
    """Queue one task a subscriber; a broker that is away is no failure, the sweep comes round."""
    from kombu.exceptions import OperationalError

    from apps.core.tasks import deliver_event

    try:
        for handler in _subscribers.get(name, {}):
            deliver_event.apply_async(
                kwargs={"event_id": str(event_id), "subscriber": handler}, retry=False
            )
    except OperationalError:
        log.warning("core.outbox.broker_away", event_id=str(event_id), event_name=name)


def deliver(*, event_id: UUID, subscriber: str) -> bool:
    """Run one subscriber's effect of one event, exactly once; False when it was done before."""
    with transaction.atomic():
        row = OutboxEvent.objects.filter(pk=event_id).first()
        if row is None:
            return False
        handlers = _subscribers.get(row.name, {})
        fresh = _write_receipt(event_id=event_id, subscriber=subscriber)
        if fresh and subscriber in handlers:
            # Whoever hands it over, and however late: the effect belongs to the first request.
            with structlog.contextvars.bound_contextvars(request_id=row.request_id):
                handlers[subscriber](_from_json(row.name, row.payload))
    _complete(event_id=event_id, handlers=handlers)
    return fresh


def sweep(*, now: datetime, limit: int = 200) -> int:
    """Hand over again what was not completed in time; returns how many events, at most `limit`."""
    with transaction.atomic():
        waiting = list(
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(completed_at=None, next_attempt_at__lte=now)
            .order_by("next_attempt_at", "pk")[:limit]
        )
        for row in waiting:
            row.attempts += 1
            row.next_attempt_at = now + min(MAX_PAUSE, GRACE * 2 ** min(row.attempts, 10))
        OutboxEvent.objects.bulk_update(waiting, ["attempts", "next_attempt_at"])
    for row in waiting:
        hand_over(event_id=row.pk, name=row.name)
        _complete(event_id=row.pk, handlers=_subscribers.get(row.name, {}))
    return len(waiting)


def subscribers_of(name: str) -> tuple[str, ...]:
    """The subscribers an event of that name has in this version of the code."""
    return tuple(_subscribers.get(name, {}))


def _complete(*, event_id: UUID, handlers: dict[str, Handler]) -> None:
    done = EventReceipt.objects.filter(event_id=event_id, subscriber__in=list(handlers)).count()
    if done >= len(handlers):
        OutboxEvent.objects.filter(pk=event_id, completed_at=None).update(
            completed_at=timezone.now()
        )


def _write_receipt(*, event_id: UUID, subscriber: str) -> bool:
    """Whether this delivery is the first; a second at the same moment waits for it to commit."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_eventreceipt (event_id, subscriber, created_at) "
            "VALUES (%s, %s, now()) ON CONFLICT DO NOTHING",
            [event_id, subscriber],
        )
        return cursor.rowcount == 1


def _to_json(event: Event) -> dict[str, Any]:  # Any: JSON
    payload: dict[str, Any] = json.loads(
        json.dumps(dataclasses.asdict(event), cls=DjangoJSONEncoder)
    )
    return payload


def _from_json(name: str, payload: dict[str, Any]) -> Event:  # Any: JSON
    known = _field_types(name)
    return _events[name](
        **{key: _read(known[key], payload[key]) for key in known if key in payload}
    )


@cache
def _field_types(name: str) -> dict[str, Any]:  # Any: type expressions
    return typing.get_type_hints(_events[name])


def _read(kind: Any, value: Any) -> Any:  # Any: JSON in, a field's own type out
    if value is None:
        return None
    options = [k for k in typing.get_args(kind) if k is not type(None)]
    origin = typing.get_origin(kind)
    if origin in (tuple, list):
        return origin(_read(options[0], item) for item in value)
    if origin is not None and options and origin is not dict:
        return _read(options[0], value)
    readers: dict[Any, Callable[[str], Any]] = {
        UUID: UUID,
        Decimal: Decimal,
        datetime: parse_datetime,
        date: parse_date,
    }
    return readers[kind](value) if kind in readers else value
