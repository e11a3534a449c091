import pytest

from apps.payments.tests.bank import StandInBank


@pytest.fixture
def bank(httpserver, settings):
    """A stand-in bank that the sandbox provider talks to over HTTP."""
    stand_in = StandInBank(httpserver)
    settings.SANDBOX_BANK_URL = stand_in.url
    return stand_in
