"""Requests that must not run twice, and what is forgotten in time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.core.errors import IdempotencyMismatch, Invalid
from apps.core.models import EventReceipt, IdempotencyRecord, OutboxEvent
from apps.core.services import beat_heart, forget_delivered, run_once

KEY = "a-key-of-eight-or-more"


def once(run, *, key=KEY, body="body", actor="shopper:1"):
    return run_once(actor=actor, route="lamps.light", key=key, body=body, run=run)


def test_the_second_request_gets_the_first_ones_answer(db):
    runs = []

    def run():
        runs.append(1)
        return {"lamp": len(runs)}

    assert [once(run), once(run)] == [{"lamp": 1}, {"lamp": 1}]
    assert len(runs) == 1


def test_another_body_under_the_same_key_is_refused(db):
    once(lambda: {"lamp": 1}, body={"colour": "red"})

    with pytest.raises(IdempotencyMismatch) as error:
        once(lambda: {"lamp": 2}, body={"colour": "blue"})

    assert error.value.status == 422


def test_the_same_key_of_somebody_else_is_another_request(db):
    assert once(lambda: {"lamp": 1}, actor="shopper:1") == {"lamp": 1}
    assert once(lambda: {"lamp": 2}, actor="shopper:2") == {"lamp": 2}


def test_a_request_that_fails_leaves_no_trace_and_may_be_tried_again(db):
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(fail)

    assert not IdempotencyRecord.objects.exists()
    assert once(lambda: {"lamp": 1}) == {"lamp": 1}


@pytest.mark.parametrize("key", ["", "short", "k" * 81])
def test_a_key_that_is_none_is_refused(db, key):
    with pytest.raises(Invalid):
        once(dict, key=key)


@pytest.mark.django_db(transaction=True)
def test_ten_requests_at_the_same_moment_run_once():
    runs, answers = [], []
    all_are_here = threading.Barrier(10)

    def run():
        runs.append(1)
        return {"lamp": len(runs)}

    def ask():
        try:
            all_are_here.wait(5)
            answers.append(once(run))
        finally:
            connection.close()

    askers = [threading.Thread(target=ask) for _ in range(10)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(20)

    assert (len(runs), answers) == (1, [{"lamp": 1}] * 10)


def test_what_was_delivered_long_ago_is_forgotten_and_what_waits_is_kept(db):
    now = timezone.now()
    old = now - timedelta(days=40)
    done = OutboxEvent.objects.create(name="a.B", payload={}, next_attempt_at=old, completed_at=old)
    waiting = OutboxEvent.objects.create(name="a.B", payload={}, next_attempt_at=old)
    EventReceipt.objects.create(event_id=done.pk, subscriber="a.b")
    EventReceipt.objects.update(created_at=old)
    once(dict)
    IdempotencyRecord.objects.update(created_at=now - timedelta(hours=25))

    assert forget_delivered(now=now, batch=1) == 3

    assert list(OutboxEvent.objects.all()) == [waiting]


def test_the_readiness_page_says_which_partner_is_away(client, db):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]) == (
        503,
        {"database": True, "redis": True, "worker": False},
    )

    beat_heart(now=datetime.now(UTC))

    assert client.get("/health/ready").json() == {
        "status": "ok",
        "checks": {"database": True, "redis": True, "worker": True},
    }


def test_the_liveness_page_touches_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/health/live").status_code == 200


def test_a_form_without_its_token_gets_a_page_of_ours_that_says_what_to_do(db):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/en/checkout/", {"name": "Dilnoza"})
    assert (answer.status_code, "open too long" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("path", ["/", "/bare", "/health/live", "/en/search/"])
def test_whoever_asks_only_for_the_head_gets_it(client, db, path):
    assert client.head(path).status_code in (200, 302)
