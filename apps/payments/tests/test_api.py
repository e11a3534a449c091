"""Paying from an app."""

import pytest

from apps.accounts.tests.factories import UserFactory
from apps.core.ids import uuid7
from apps.payments.models import PaymentAttempt, PaymentState
from apps.payments.tests.factories import AttemptFactory, PaymentFactory

PROBLEM = "application/problem+json"


def url(payment, tail=""):
    return f"/api/v1/payments/{payment.pk}/{tail}"


def test_the_payer_starts_a_try_and_learns_where_to_go(client, bank, db):
    """R6.1"""
    payer = UserFactory()
    payment = PaymentFactory(payer_id=payer.pk)
    client.force_login(payer)

    first = client.post(url(payment, "start/"))
    again = client.post(url(payment, "start/"))

    assert first.status_code == 201
    [charge] = bank.charges.values()
    assert first.json()["pay_url"] == charge["pay_url"]
    assert again.json()["id"] == first.json()["id"]
    assert PaymentAttempt.objects.count() == 1


def test_the_state_tells_the_sum_and_the_latest_try(client, db):
    payer = UserFactory()
    payment = PaymentFactory(payer_id=payer.pk)
    attempt = AttemptFactory(payment=payment)
    client.force_login(payer)

    body = client.get(url(payment)).json()

    assert (body["amount"], body["currency"], body["state"]) == ("500000.00", "UZS", "open")
    assert (body["attempt"]["id"], body["attempt"]["state"]) == (str(attempt.pk), "pending")


def test_a_guest_comes_with_the_key_in_a_header(client, db):
    payment = PaymentFactory()

    with_key = client.get(url(payment), headers={"access-key": payment.access_key})
    without = client.get(url(payment))
    wrong = client.get(url(payment), headers={"access-key": "ключ"})

    assert with_key.status_code == 200
    assert (without.status_code, wrong.status_code) == (404, 404)


@pytest.mark.parametrize("tail", ["", "start/"])
def test_somebody_elses_payment_does_not_exist(client, bank, db, tail):
    payment = PaymentFactory(payer_id=UserFactory().pk)
    client.force_login(UserFactory())

    answer = client.post(url(payment, tail)) if tail else client.get(url(payment))

    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert not PaymentAttempt.objects.exists()
    assert bank.calls == []


def test_a_paid_payment_takes_no_further_try(client, bank, db):
    payment = PaymentFactory(state=PaymentState.SUCCEEDED)

    answer = client.post(url(payment, "start/"), headers={"access-key": payment.access_key})

    assert (answer.status_code, answer.json()["code"]) == (409, "payments.not_payable")
    assert bank.calls == []


def test_a_bank_that_does_not_answer_is_said_plainly(client, bank, db):
    payment = PaymentFactory()
    bank.fail(503, 503, 503, 503)

    answer = client.post(url(payment, "start/"), headers={"access-key": payment.access_key})

    assert (answer.status_code, answer["Content-Type"]) == (503, PROBLEM)
    assert answer.json()["code"] == "payments.provider_away"


def test_ids_that_are_none_are_not_found(client, db):
    assert client.get(f"/api/v1/payments/{uuid7()}/").status_code == 404
    assert client.get("/api/v1/payments/7/").json()["code"] == "not_found"
