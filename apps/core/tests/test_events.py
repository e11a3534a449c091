"""Events: recorded with their change, effective once, swept up after a crash."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import structlog
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from apps.core import events
from apps.core.models import EventReceipt, OutboxEvent
from apps.core.tasks import deliver_event

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass(frozen=True)
class LampLit(events.Event):
    """A fact of these tests."""

    lamp_id: UUID
    price: Decimal = Decimal(0)
    at: datetime | None = None
    on: date | None = None
    others: tuple[UUID, ...] = ()


@contextmanager
def listening(*handlers) -> Iterator[None]:
    """The handlers hear of lamps for as long as the block lasts."""
    name = events.name_of(LampLit)
    before = events._subscribers.get(name, {})
    events._subscribers[name] = {}
    for handler in handlers:
        events.subscriber(LampLit)(handler)
    try:
        yield
    finally:
        events._subscribers[name] = before


def lit(**fields) -> UUID:
    """Publish that a lamp was lit; the event's id."""
    with transaction.atomic():
        events.publish(LampLit(uuid4(), **fields))
    return OutboxEvent.objects.latest("id").pk


def test_a_fact_without_the_transaction_of_its_change_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        events.publish(LampLit(uuid4()))


def test_a_change_that_is_rolled_back_takes_its_fact_along(db):
    with transaction.atomic():
        events.publish(LampLit(uuid4()))
        transaction.set_rollback(True)

    assert not OutboxEvent.objects.exists()


def test_a_fact_reaches_its_subscriber_as_it_was_published(db):
    heard = []

    def hear(event):
        heard.append(event)

    fact = {
        "price": Decimal("12.50"),
        "at": NOW,
        "on": date(2026, 11, 25),
        "others": (uuid4(), uuid4()),
    }
    with listening(hear):
        event_id = lit(**fact)
        [name] = events.subscribers_of(events.name_of(LampLit))
        assert events.deliver(event_id=event_id, subscriber=name) is True

    [event] = heard
    assert {name: getattr(event, name) for name in fact} == fact
    assert isinstance(event.lamp_id, UUID)


def test_a_second_delivery_has_no_effect(db):
    heard = []

    def hear(event):
        heard.append(event)

    with listening(hear):
        event_id = lit()
        [name] = events.subscribers_of(events.name_of(LampLit))
        answers = [events.deliver(event_id=event_id, subscriber=name) for _ in range(3)]

    assert (answers, len(heard)) == ([True, False, False], 1)
    assert OutboxEvent.objects.get(pk=event_id).completed_at is not None


def test_a_subscriber_that_fails_leaves_no_receipt_and_holds_up_no_other(db):
    heard = []

    def stumble(event):
        raise ZeroDivisionError

    def hear(event):
        heard.append(event)

    with listening(stumble, hear):
        event_id = lit()
        bad, good = events.subscribers_of(events.name_of(LampLit))
        with pytest.raises(ZeroDivisionError):
            events.deliver(event_id=event_id, subscriber=bad)
        events.deliver(event_id=event_id, subscriber=good)

    assert len(heard) == 1
    assert list(EventReceipt.objects.values_list("subscriber", flat=True)) == [good]
    assert OutboxEvent.objects.get(pk=event_id).completed_at is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_fact_at_the_same_moment_have_one_effect():
    heard = []
    both_are_here = threading.Barrier(2)

    def hear(event):
        heard.append(event)

    def work(event_id, name):
        try:
            both_are_here.wait(5)
            events.deliver(event_id=event_id, subscriber=name)
        finally:
            connection.close()

    with listening(hear):
        event_id = lit()
        [name] = events.subscribers_of(events.name_of(LampLit))
        workers = [threading.Thread(target=work, args=(event_id, name)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(10)

    assert len(heard) == 1


def test_the_sweep_hands_over_what_a_crash_left_behind_and_waits_longer_each_time(db, monkeypatch):
    queued = []
    monkeypatch.setattr(deliver_event, "apply_async", lambda **call: queued.append(call["kwargs"]))

    def hear(event):
        pass

    with listening(hear):
        event_id = lit()
        at = OutboxEvent.objects.get(pk=event_id).next_attempt_at
        assert events.sweep(now=at - timedelta(seconds=1)) == 0

        assert events.sweep(now=at) == 1

        [call] = queued
        assert call["event_id"] == str(event_id)
        pauses = []
        for _ in range(8):
            row = OutboxEvent.objects.get(pk=event_id)
            pauses.append(row.next_attempt_at - at)
            at = row.next_attempt_at
            events.sweep(now=at)
    assert pauses == sorted(pauses)
    assert pauses[-1] == events.MAX_PAUSE


def test_the_sweep_takes_no_more_than_its_batch(db, monkeypatch):
    monkeypatch.setattr(deliver_event, "apply_async", lambda **call: None)

    def hear(event):
        pass

    with listening(hear):
        for _ in range(5):
            lit()
        late = NOW + timedelta(days=3650)
        assert [events.sweep(now=late, limit=3), events.sweep(now=late, limit=3)] == [3, 2]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_fails_no_request_and_loses_no_fact(monkeypatch):
    def refuse(**call):
        raise OperationalError("away")

    monkeypatch.setattr(deliver_event, "apply_async", refuse)

    def hear(event):
        pass

    with listening(hear):
        event_id = lit()

    assert OutboxEvent.objects.get(pk=event_id).completed_at is None


def test_a_fact_nobody_listens_to_is_complete_at_once(db):
    with listening():
        event_id = lit()

    assert OutboxEvent.objects.get(pk=event_id).completed_at is not None


def test_a_newer_versions_extra_field_is_no_trouble(db):
    heard = []

    def hear(event):
        heard.append(event)

    with listening(hear):
        event_id = lit()
        row = OutboxEvent.objects.get(pk=event_id)
        row.payload["brightness"] = 7
        row.save()
        [name] = events.subscribers_of(row.name)
        events.deliver(event_id=event_id, subscriber=name)

    assert len(heard) == 1


def test_a_late_effect_still_belongs_to_the_request_that_caused_it(db):
    seen = []

    def write_down(event: LampLit) -> None:
        seen.append(structlog.contextvars.get_contextvars().get("request_id"))

    with structlog.contextvars.bound_contextvars(request_id="asked-first"):
        event_id = lit()
    with (
        listening(write_down),
        structlog.contextvars.bound_contextvars(request_id="swept-later"),
    ):
        [name] = events.subscribers_of(events.name_of(LampLit))
        events.deliver(event_id=event_id, subscriber=name)

    assert seen == ["asked-first"]
