"""What every payment provider must do, over real HTTP."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.core.errors import NotAllowed
from apps.payments.providers import default_provider, get_provider
from apps.payments.providers.base import (
    ChargeRequest,
    Outcome,
    ProviderAway,
    ProviderRefused,
    RefundRequest,
)
from apps.payments.providers.sandbox import SandboxBank
from apps.payments.tests.bank import SECRET


@pytest.fixture
def provider(bank):
    return SandboxBank(url=bank.url, secret=SECRET)


def ask(**changes):
    reference = uuid4()
    request = {
        "key": str(reference),
        "reference": reference,
        "amount": Decimal("149000.50"),
        "currency": "UZS",
        "description": "Order 7K2M-49QX",
        "return_url": "http://localhost:8000/en/pay/1/",
        "language": "uz",
        "expires_at": timezone.now() + timedelta(minutes=30),
    }
    return ChargeRequest(**{**request, **changes})


def give_back(charge, amount, key="refund-1"):
    return RefundRequest(
        key=key, charge_ref=charge.ref, amount=Decimal(amount), currency=charge.currency
    )


def test_a_charge_waits_for_its_payer_and_is_the_same_for_the_same_key(provider):
    request = ask()

    charge = provider.charge(request)

    assert (charge.outcome, charge.amount) == (Outcome.PENDING, request.amount)
    assert (charge.currency, charge.reference) == ("UZS", str(request.reference))
    assert charge.pay_url.startswith("http")
    assert provider.charge(request).ref == charge.ref
    assert provider.charge(ask()).ref != charge.ref
    assert provider.fetch(charge.ref) == charge


def test_a_charge_let_go_is_cancelled_once_and_for_all(provider):
    charge = provider.charge(ask())

    assert provider.cancel(charge.ref).outcome == Outcome.CANCELLED
    assert provider.cancel(charge.ref).outcome == Outcome.CANCELLED
    assert provider.fetch(charge.ref).outcome == Outcome.CANCELLED


def test_a_paid_charge_cannot_be_let_go(provider, bank):
    charge = provider.charge(ask())
    bank.pay(bank.charges[charge.ref])

    assert provider.cancel(charge.ref).outcome == Outcome.CAPTURED


def test_a_refund_is_sent_once_for_its_key_and_never_beyond_what_was_taken(provider, bank):
    charge = provider.charge(ask())
    bank.pay(bank.charges[charge.ref])

    first = provider.refund(give_back(charge, "100000.25"))

    assert (first.outcome, first.amount) == (Outcome.REFUNDED, Decimal("100000.25"))
    assert provider.refund(give_back(charge, "100000.25")) == first
    with pytest.raises(ProviderRefused):
        provider.refund(give_back(charge, "100000.25", "refund-2"))


@pytest.mark.parametrize(
    ("faults", "error"), [([503] * 3, ProviderAway), ([400], ProviderRefused), ([503, 502], None)]
)
def test_a_fault_is_repeated_when_it_may_pass_and_told_when_not(provider, bank, faults, error):
    bank.fail(*faults)

    if error is None:
        assert provider.charge(ask()).outcome == Outcome.PENDING
    else:
        with pytest.raises(error):
            provider.charge(ask())


def test_an_answer_that_cannot_be_read_counts_as_none(httpserver):
    httpserver.expect_request("/v1/charges/ch_1").respond_with_json({"id": "ch_1"})

    with pytest.raises(ProviderAway):
        SandboxBank(url=httpserver.url_for(""), secret=SECRET).fetch("ch_1")


def test_a_provider_that_nobody_set_up_is_not_there(settings):
    settings.SANDBOX_BANK_URL = ""

    with pytest.raises(ProviderAway):
        default_provider()
    for code in ("sandbox", "nobody"):
        with pytest.raises(NotAllowed):
            get_provider(code)


def test_a_bank_that_cannot_be_reached_is_away():
    with pytest.raises(ProviderAway):
        SandboxBank(url="http://127.0.0.1:9", secret=SECRET).fetch("ch_1")
