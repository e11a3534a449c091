import threading
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.errors import InvalidTransition, NotAllowed
from apps.payments import selectors, services
from apps.payments.models import (
    AttemptState,
    LedgerTransaction,
    Payment,
    PaymentAttempt,
    PaymentState,
    ProviderEvent,
    Refund,
    RefundState,
)
from apps.payments.providers.base import BadBody, BadSignature, ProviderAway
from apps.payments.rules import Leg
from apps.payments.services import NotPayable, RefundTooLarge
from apps.payments.tests.factories import AttemptFactory, PaymentFactory, paid_payment

LATER = timedelta(minutes=2)


def now():
    return timezone.now()


def start(bank, payment):
    """A try at the bank: our row and the bank's charge."""
    attempt = services.start_attempt(payment_id=payment.pk, now=now())
    return attempt, bank.charges[attempt.provider_ref]


def send(bank, data, kind, *, at=None, **options):
    body, headers = bank.message(data, kind, **options)
    services.receive_webhook(provider="sandbox", headers=headers, body=body, now=at or now())


def standing(bank, charge):
    """A charge as the bank has it now."""
    return bank.charges[charge["id"]]


def give_back(payment, amount, key):
    return services.refund_payment(
        payment_id=payment.pk,
        key=key,
        amount=Decimal(amount),
        reason="cancelled",
        legs=[Leg("held", str(payment.pk), -Decimal(amount))],
        now=now(),
    )


def held(payment):
    return selectors.balance(kind="held", owner=str(payment.pk), currency="UZS")


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def test_a_payment_is_paid_when_the_bank_says_so(db, bank, published):
    payment = PaymentFactory()
    attempt, charge = start(bank, payment)
    assert (attempt.state, attempt.pay_url) == (AttemptState.PENDING, charge["pay_url"])
    assert charge["amount_minor"] == 50_000_000

    bank.pay(charge)
    send(bank, charge, "charge.captured")

    payment.refresh_from_db()
    assert (payment.state, state_of(attempt)) == (PaymentState.SUCCEEDED, AttemptState.SUCCEEDED)
    assert held(payment) == payment.amount
    assert selectors.balance(kind="clearing", owner="sandbox", currency="UZS") == -payment.amount
    assert published() == ["payments.PaymentSucceeded"]
    assert selectors.ledger_differences() == []


def test_a_second_click_takes_up_the_same_try(db, bank):
    payment = PaymentFactory()

    first, _charge = start(bank, payment)
    second, _charge = start(bank, payment)

    assert (first, len(bank.charges)) == (second, 1)


def test_a_try_cut_off_before_the_answer_goes_on_with_the_same_charge(db, bank):
    payment = PaymentFactory()
    bank.lose(3)
    with pytest.raises(ProviderAway):
        services.start_attempt(payment_id=payment.pk, now=now())
    assert payment.attempts.get().state == AttemptState.STARTED

    attempt, charge = start(bank, payment)

    assert (len(bank.charges), attempt.provider_ref) == (1, charge["id"])


def test_a_passing_fault_of_the_bank_is_no_fault_for_the_payer(db, bank):
    bank.fail(503, 502)

    attempt, _charge = start(bank, PaymentFactory())

    assert attempt.state == AttemptState.PENDING


def test_a_declined_payer_may_try_again(db, bank, published):
    payment = PaymentFactory()
    attempt, charge = start(bank, payment)
    bank.pay(charge, status="declined", code="insufficient_funds")
    send(bank, charge, "charge.declined")

    second, charge = start(bank, payment)
    bank.pay(charge)
    send(bank, charge, "charge.captured")

    attempt.refresh_from_db()
    assert (attempt.state, attempt.decline_code) == ("declined", "insufficient_funds")
    assert state_of(second) == AttemptState.SUCCEEDED
    assert published() == ["payments.PaymentDeclined", "payments.PaymentSucceeded"]


@pytest.mark.parametrize("state", [PaymentState.SUCCEEDED, PaymentState.CANCELLED])
def test_what_is_paid_or_closed_takes_no_new_try(db, bank, state):
    payment = PaymentFactory(state=state)

    with pytest.raises(NotPayable):
        services.start_attempt(payment_id=payment.pk, now=now())
    assert (payment.attempts.count(), bank.calls) == (0, [])


def test_what_ran_out_of_time_takes_no_new_try(db, bank):
    payment = PaymentFactory()

    with pytest.raises(NotPayable):
        services.start_attempt(payment_id=payment.pk, now=payment.expires_at)
    with pytest.raises(NotAllowed):
        services.start_attempt(payment_id=uuid4(), now=now())


def test_a_message_that_comes_twice_counts_once(db, bank, published):
    payment = PaymentFactory()
    _attempt, charge = start(bank, payment)
    bank.pay(charge)

    for event_id in ("evt_a", "evt_a", "evt_b"):
        send(bank, charge, "charge.captured", event_id=event_id)

    assert published() == ["payments.PaymentSucceeded"]
    assert (LedgerTransaction.objects.count(), ProviderEvent.objects.count()) == (1, 2)


def test_a_late_word_does_not_take_a_payment_back(db, bank):
    payment = PaymentFactory()
    _attempt, charge = start(bank, payment)
    earlier = {**charge, "status": "declined", "decline_code": "timeout"}
    bank.pay(charge)

    send(bank, charge, "charge.captured")
    send(bank, earlier, "charge.declined")

    assert state_of(payment) == PaymentState.SUCCEEDED


def test_a_message_that_overtakes_the_answer_to_our_own_call_is_understood(db, bank):
    attempt = AttemptFactory(state=AttemptState.STARTED, provider_ref="", pay_url="")
    charge = {
        "id": "ch_fast",
        "reference": str(attempt.pk),
        "status": "captured",
        "amount_minor": 50_000_000,
        "captured_minor": 50_000_000,
        "currency": "UZS",
    }

    send(bank, charge, "charge.captured")

    attempt.refresh_from_db()
    assert (attempt.state, attempt.provider_ref) == ("succeeded", "ch_fast")
    assert state_of(attempt.payment) == PaymentState.SUCCEEDED


@pytest.mark.parametrize(
    "wrong", [{"captured_minor": 49_999_999}, {"currency": "USD"}, {"status": "reviewing"}]
)
def test_money_that_is_not_what_was_asked_waits_for_a_person(db, bank, published, wrong):
    payment = PaymentFactory()
    attempt, charge = start(bank, payment)
    bank.pay(charge)

    send(bank, {**charge, **wrong}, "charge.captured")

    assert (state_of(payment), state_of(attempt)) == ("open", "unknown")
    assert ProviderEvent.objects.get().state == "unknown"
    assert (published(), LedgerTransaction.objects.count()) == ([], 0)
    with pytest.raises(NotPayable):
        services.start_attempt(payment_id=payment.pk, now=now())


@pytest.mark.parametrize(
    ("data", "kind"), [({"id": "dp_1"}, "dispute.opened"), (None, "charge.captured")]
)
def test_a_word_about_nothing_we_know_is_kept_for_a_person(db, bank, data, kind):
    stranger = {"id": "ch_9", "status": "captured", "captured_minor": 1, "amount_minor": 1}

    send(bank, data or stranger, kind)

    assert ProviderEvent.objects.get().state == "unknown"


def test_a_forged_or_stale_message_changes_nothing(db, bank):
    payment = PaymentFactory()
    _attempt, charge = start(bank, payment)
    bank.pay(charge)
    body, headers = bank.message(charge, "charge.captured")
    late, early = now() + timedelta(minutes=6), now() - timedelta(minutes=6)

    for changed, moment in [
        ({**headers, "X-Bank-Signature": "0" * 64}, now()),
        ({**headers, "X-Bank-Signature": "é"}, now()),
        ({}, now()),
        (bank.message(charge, "charge.captured", secret="stolen")[1], now()),
        (headers, late),
        (headers, early),
    ]:
        with pytest.raises(BadSignature):
            services.receive_webhook(provider="sandbox", headers=changed, body=body, now=moment)
    with pytest.raises(BadSignature):
        services.receive_webhook(provider="sandbox", headers=headers, body=body + b" ", now=now())

    assert (state_of(payment), ProviderEvent.objects.count()) == ("open", 0)


def test_a_signed_message_that_cannot_be_read_is_refused(db, bank):
    from apps.payments.tests.bank import sign

    for body in (b"{", b"[]", b'{"id": 1}', b'{"id":"e","type":"charge.captured","data":{}}'):
        with pytest.raises(BadBody):
            services.receive_webhook(provider="sandbox", headers=sign(body), body=body, now=now())
    with pytest.raises(NotAllowed):
        services.receive_webhook(provider="nobody", headers={}, body=b"", now=now())


def test_a_lost_message_is_asked_for(db, bank, published):
    payment = PaymentFactory()
    _attempt, charge = start(bank, payment)
    bank.pay(charge)

    assert services.reconcile_pending(now=now()) == 0
    services.reconcile_pending(now=now() + LATER)

    assert (state_of(payment), published()) == ("succeeded", ["payments.PaymentSucceeded"])


def test_a_try_whose_time_is_out_is_let_go_and_its_payment_closed(db, bank, published):
    payment = PaymentFactory()
    attempt, charge = start(bank, payment)

    services.reconcile_pending(now=payment.expires_at + LATER)

    assert (state_of(attempt), state_of(payment)) == ("cancelled", "cancelled")
    assert (standing(bank, charge)["status"], published()) == (
        "cancelled",
        ["payments.PaymentCancelled"],
    )


def test_a_payment_that_came_at_the_last_moment_is_kept(db, bank):
    payment = PaymentFactory()
    _attempt, charge = start(bank, payment)
    bank.pay(charge)

    services.reconcile_pending(now=payment.expires_at + LATER)

    assert state_of(payment) == PaymentState.SUCCEEDED


def test_a_bank_that_is_away_leaves_everything_as_it_is(db, bank):
    payment = PaymentFactory()
    attempt, _charge = start(bank, payment)
    bank.fail(*[500] * 9)

    services.reconcile_pending(now=now() + LATER)

    assert (state_of(payment), state_of(attempt)) == ("open", "pending")


def test_money_for_a_closed_payment_is_announced_so_that_it_can_go_back(db, bank, published):
    payment = PaymentFactory()
    _attempt, charge = start(bank, payment)
    assert services.cancel_payment(reference=payment.reference, now=now()) == 1
    assert services.cancel_payment(payment_id=payment.pk, now=now()) == 0

    bank.pay(charge)
    send(bank, charge, "charge.captured")
    refund = give_back(payment, "500000", "late:1")

    assert published() == ["payments.PaymentCancelled", "payments.PaymentSucceeded"]
    assert (held(payment), refund.state) == (0, RefundState.PENDING)


def test_a_payment_that_was_paid_twice_goes_back_once(db, bank, published):
    payment = PaymentFactory()
    _first, charge = start(bank, payment)
    send(bank, {**charge, "status": "declined"}, "charge.declined")
    second, other = start(bank, payment)
    for paid in (charge, other):
        bank.pay(paid)
        send(bank, paid, "charge.captured")

    refund = Refund.objects.get()
    services.send_refund(refund_id=refund.pk, now=now())

    assert (refund.attempt, refund.amount) == (second, payment.amount)
    assert standing(bank, charge)["refunded_minor"] == 0
    assert standing(bank, other)["refunded_minor"] == 50_000_000
    assert held(payment) == payment.amount
    assert published().count("payments.PaymentSucceeded") == 1
    assert selectors.ledger_differences() == []


def pay(bank, payment):
    _attempt, charge = start(bank, payment)
    bank.pay(charge)
    send(bank, charge, "charge.captured")
    return charge


def test_a_refund_is_booked_at_once_and_confirmed_by_the_bank(db, bank, published):
    payment = PaymentFactory()
    charge = pay(bank, payment)

    refund = give_back(payment, "200000", "cancel:1")
    assert give_back(payment, "200000", "cancel:1") == refund
    assert held(payment) == 300_000

    services.send_refund(refund_id=refund.pk, now=now())
    services.send_refund(refund_id=refund.pk, now=now())
    send(bank, bank.refunds[Refund.objects.get().provider_ref], "refund.succeeded")

    assert state_of(refund) == RefundState.SUCCEEDED
    assert standing(bank, charge)["refunded_minor"] == 20_000_000
    assert published() == ["payments.PaymentSucceeded", "payments.RefundSucceeded"]
    assert selectors.ledger_differences() == []


def test_a_refund_whose_answer_was_lost_is_sent_once(db, bank):
    payment = PaymentFactory()
    charge = pay(bank, payment)
    refund = give_back(payment, "200000", "cancel:1")
    bank.lose(3)
    with pytest.raises(ProviderAway):
        services.send_refund(refund_id=refund.pk, now=now())
    assert state_of(refund) == RefundState.PENDING

    services.reconcile_pending(now=now() + LATER)

    assert state_of(refund) == RefundState.SUCCEEDED
    assert standing(bank, charge)["refunded_minor"] == 20_000_000


def test_a_refund_the_bank_refuses_leaves_the_money_held_for_a_person(db, bank):
    payment = PaymentFactory()
    charge = pay(bank, payment)
    refund = give_back(payment, "200000", "cancel:1")
    bank.pay(charge, status="cancelled")

    services.send_refund(refund_id=refund.pk, now=now())

    payment.refresh_from_db()
    assert (state_of(refund), payment.refunded, held(payment)) == ("failed", 0, payment.amount)
    assert selectors.ledger_differences() == []


def test_no_more_goes_back_than_was_paid(db):
    payment = paid_payment()
    give_back(payment, "400000", "cancel:1")

    with pytest.raises(RefundTooLarge):
        give_back(payment, "100001", "cancel:2")
    with pytest.raises(InvalidTransition):
        give_back(PaymentFactory(), "1", "cancel:3")
    with pytest.raises(NotAllowed):
        services.refund_payment(
            payment_id=uuid4(), key="cancel:4", amount=Decimal(1), reason="", legs=[], now=now()
        )

    assert (Refund.objects.count(), held(payment)) == (1, 100_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": Decimal(0)},
        {"return_url": "https://elsewhere.example/"},
        {"return_url": "//elsewhere.example/"},
        {"access_key": ""},
    ],
)
def test_a_payment_that_makes_no_sense_is_not_opened(db, wrong):
    moment = now()
    right = {
        "reference": "order-1",
        "amount": Decimal(1),
        "currency": "UZS",
        "description": "Order",
        "language": "en",
        "payer_id": None,
        "access_key": "key",
        "return_url": "/en/",
        "expires_at": moment + LATER,
        "now": moment,
    }

    with pytest.raises(ValueError, match=r"payment|path"):
        services.open_payment(**{**right, **wrong})
    assert services.open_payment(**right).state == PaymentState.OPEN


def in_parallel(*calls):
    """Run each call in a thread with a connection of its own; returns what they raised."""
    errors, barrier = [], threading.Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            call()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return errors


@pytest.mark.load
@pytest.mark.django_db(transaction=True)
def test_two_messages_and_a_reconciliation_at_once_pay_once(bank, published):
    payment = PaymentFactory()
    _attempt, charge = start(bank, payment)
    bank.pay(charge)

    errors = in_parallel(
        lambda: send(bank, charge, "charge.captured", event_id="evt_a"),
        lambda: send(bank, charge, "charge.captured", event_id="evt_a"),
        lambda: send(bank, charge, "charge.captured", event_id="evt_b"),
        lambda: services.reconcile_pending(now=now() + LATER),
        lambda: services.reconcile_pending(now=now() + LATER),
    )

    assert errors == []
    assert published() == ["payments.PaymentSucceeded"]
    assert LedgerTransaction.objects.count() == 1
    assert selectors.ledger_differences() == []


@pytest.mark.load
@pytest.mark.django_db(transaction=True)
def test_refunds_that_race_never_send_back_more_than_was_paid(bank):
    payment = PaymentFactory()
    pay(bank, payment)

    errors = in_parallel(
        *[lambda n=n: give_back(payment, "200000", f"cancel:{n}") for n in range(5)]
    )

    assert [type(error) for error in errors] == [RefundTooLarge] * 3
    assert Payment.objects.get().refunded == 400_000
    assert (Refund.objects.count(), held(payment)) == (2, 100_000)
    assert selectors.ledger_differences() == []


@pytest.mark.load
@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_make_one_charge(bank):
    payment = PaymentFactory()

    errors = in_parallel(
        *[lambda: services.start_attempt(payment_id=payment.pk, now=now()) for _ in range(5)]
    )

    assert errors == []
    assert (PaymentAttempt.objects.count(), len(bank.charges)) == (1, 1)
