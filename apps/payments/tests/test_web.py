import time
from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.payments.models import AttemptState, PaymentState, ProviderEvent
from apps.payments.tests.factories import AttemptFactory, PaymentFactory

WEBHOOK = "/payments/webhook/sandbox/"


@pytest.fixture
def payer(db):
    return User.objects.create_user("payer@example.com")


def url(payment, name="pay"):
    return f"{reverse(f'payments:{name}', args=[payment.pk])}?key={payment.access_key}"


def pay_at_bank(client, bank, payment):
    """As far as the bank's page: our try and the bank's charge."""
    client.post(url(payment, "start"))
    [charge] = bank.charges.values()
    return payment.attempts.get(), charge


def send(client, bank, charge, kind="charge.captured", **options):
    body, headers = bank.message(charge, kind, **options)
    return client.post(WEBHOOK, body, content_type="application/json", headers=headers)


def test_a_guest_pays_at_the_bank_and_comes_back_to_the_order(client, bank, db):
    payment = PaymentFactory(return_url="/en/orders/7K2M/")
    page = client.get(url(payment)).content.decode()
    assert "500\u202f000" in page
    assert "Pay at Sandbox Bank" in page

    answer = client.post(url(payment, "start"), follow=True)
    [charge] = bank.charges.values()
    assert answer.redirect_chain == [(url(payment, "leave"), 302)]
    assert f'content="0;url={charge["pay_url"]}"' in answer.content.decode()
    assert f"/pay/{payment.pk}/?key={payment.access_key}" in charge["return_url"]

    bank.pay(charge)
    assert send(client, bank, charge).status_code == 204
    back = client.get(url(payment))
    assert (back.status_code, back.url) == (302, "/en/orders/7K2M/")


def test_whoever_comes_back_before_the_banks_message_does_not_wait_for_it(client, bank, db):
    payment = PaymentFactory()
    _attempt, charge = pay_at_bank(client, bank, payment)
    bank.pay(charge)

    back = client.get(url(payment))

    assert (back.status_code, back.url) == (302, payment.return_url)


def test_a_waiting_page_looks_again_and_goes_on_when_it_is_paid(client, bank, db):
    payment = PaymentFactory()
    _attempt, charge = pay_at_bank(client, bank, payment)
    poll = {"HX-Request": "true"}

    waiting = client.get(url(payment), headers=poll)
    bank.pay(charge)
    send(client, bank, charge)
    paid = client.get(url(payment), headers=poll)

    assert "hx-trigger" in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    assert (paid.status_code, paid["HX-Redirect"]) == (204, payment.return_url)


def test_a_poll_does_not_ask_the_bank(client, bank, db):
    payment = PaymentFactory()
    pay_at_bank(client, bank, payment)
    asked = len(bank.calls)

    client.get(url(payment), headers={"HX-Request": "true"})

    assert len(bank.calls) == asked


def test_a_declined_payer_reads_why_and_may_try_again(client, bank, db):
    payment = PaymentFactory()
    _attempt, charge = pay_at_bank(client, bank, payment)
    bank.pay(charge, status="declined", code="insufficient_funds")
    send(client, bank, charge, "charge.declined")

    page = client.get(url(payment)).content.decode()

    assert "There is not enough money on the card." in page
    assert "Try again at Sandbox Bank" in page


def test_a_bank_that_is_away_is_said_and_nothing_is_lost(client, bank, db):
    payment = PaymentFactory()
    bank.fail(*[503] * 3)

    answer = client.post(url(payment, "start"))

    assert answer.status_code == 503
    assert "Nothing was charged" in answer.content.decode()
    assert "Pay at Sandbox Bank" in client.get(url(payment)).content.decode()
    assert payment.attempts.get().state == AttemptState.STARTED


@pytest.mark.parametrize("state", [PaymentState.CANCELLED, PaymentState.OPEN])
def test_a_closed_payment_says_so_and_takes_no_money(client, bank, db, state):
    payment = PaymentFactory(state=state)
    if state == PaymentState.OPEN:
        payment.expires_at = payment.created_at
        payment.save()

    assert "This payment is closed" in client.get(url(payment)).content.decode()
    client.post(url(payment, "start"))
    assert bank.charges == {}


def test_a_payment_that_needs_a_look_is_not_paid_again(client, bank, db):
    attempt = AttemptFactory(state=AttemptState.UNKNOWN)

    page = client.get(url(attempt.payment)).content.decode()
    client.post(url(attempt.payment, "start"))

    assert "Please do not pay again" in page
    assert bank.charges == {}


def test_only_the_payer_or_the_holder_of_the_key_sees_a_payment(client, payer, bank):
    own = PaymentFactory(payer_id=payer.pk, access_key="")
    guests = PaymentFactory()
    page = reverse("payments:pay", args=[own.pk])
    for foreign in (
        page,
        f"{page}?key=",
        reverse("payments:pay", args=[guests.pk]),
        f"{reverse('payments:pay', args=[guests.pk])}?key=wrong\u00e9",
        reverse("payments:pay", args=[uuid4()]),
    ):
        assert client.get(foreign).status_code == 404
    assert client.post(reverse("payments:start", args=[guests.pk])).status_code == 404
    assert client.get(reverse("payments:leave", args=[guests.pk])).status_code == 404

    client.force_login(payer)
    assert client.get(page).status_code == 200
    assert client.get(reverse("payments:pay", args=[guests.pk])).status_code == 404
    assert bank.charges == {}


def test_a_payments_page_is_kept_by_no_cache(client, bank, db):
    page = client.get(url(PaymentFactory()))

    assert page["Cache-Control"] == "private, no-store"
    assert "HX-Request" in page["Vary"]


def test_starting_a_payment_needs_the_forms_token(bank, db):
    from django.test import Client

    payment = PaymentFactory()

    answer = Client(enforce_csrf_checks=True).post(url(payment, "start"))

    assert answer.status_code == 403
    assert bank.charges == {}


def test_a_forged_stale_huge_or_strange_message_is_refused_without_a_hint(client, bank, db):
    payment = PaymentFactory()
    _attempt, charge = pay_at_bank(client, bank, payment)
    bank.pay(charge)

    forged = send(client, bank, charge, secret="guessed")
    stale = send(client, bank, charge, at=time.time() - 301)
    huge = client.post(WEBHOOK, b"x" * (64 * 1024 + 1), content_type="application/json")
    unread = send(client, bank, {}, "charge.captured")
    nobody = client.post("/payments/webhook/nobody/", b"{}", content_type="application/json")

    answers = [forged, stale, huge, unread, nobody]
    assert [answer.status_code for answer in answers] == [400, 400, 413, 400, 404]
    assert {answer.content for answer in answers} == {b""}
    assert client.get(WEBHOOK).status_code == 405
    assert not ProviderEvent.objects.exists()
    payment.refresh_from_db()
    assert payment.state == PaymentState.OPEN


def test_the_page_of_a_payment_costs_few_queries(client, bank, db, django_assert_max_num_queries):
    payment = PaymentFactory()
    AttemptFactory.create_batch(9, payment=payment, state=AttemptState.DECLINED)

    with django_assert_max_num_queries(2):
        client.get(url(payment))
