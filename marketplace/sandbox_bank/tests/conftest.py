import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from marketplace.sandbox_bank.tests.process import BankProcess


@pytest.fixture(scope="session")
def own_bank(tmp_path_factory, make_httpserver):
    """One bank for these tests; the shop it writes to is `httpserver`."""
    process = BankProcess(
        tmp_path_factory.mktemp("bank"), webhook_url=make_httpserver.url_for("/hook/")
    )
    yield process
    process.kill()


@pytest.fixture
def bank(own_bank):
    own_bank.forget()
    return own_bank


@pytest.fixture
def payer(bank):
    """A browser without JavaScript at the bank's pages."""
    with httpx.Client(base_url=bank.url, trust_env=False, follow_redirects=True) as client:
        yield client


@pytest.fixture
def open_charge(bank):
    """A new charge; call it with the fields it is about."""
    numbers = iter(range(1000))

    def open_(**changes):
        asked = {
            "amount_minor": 249_600_050,
            "currency": "UZS",
            "reference": "try-1",
            "description": "Order 7K2M-49QX",
            "return_url": "http://shop.example/en/pay/1/?key=a&b=<c>",
            "locale": "en",
            "expires_at": (datetime.now(UTC) + timedelta(minutes=30)).isoformat(),
        }
        key = changes.pop("key", f"key-{next(numbers)}")
        return bank.call("POST", "/v1/charges", {**asked, **changes}, key=key)

    return open_


@pytest.fixture
def until():
    """Wait until a condition holds; its value, or a failure after ten seconds."""

    def wait(condition):
        deadline = time.monotonic() + 10
        while not (value := condition()):
            assert time.monotonic() < deadline, "the condition never held"
            time.sleep(0.02)
        return value

    return wait
