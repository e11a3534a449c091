import pytest

from apps.payments.tests.bank import ControlledBank


@pytest.fixture
def bank(sandbox_bank, settings):
    """The sandbox bank, empty, that the sandbox provider talks to over HTTP."""
    sandbox_bank.forget()
    settings.SANDBOX_BANK_URL = sandbox_bank.url
    return ControlledBank(sandbox_bank)
