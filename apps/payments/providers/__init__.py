"""The providers this deployment has: those whose address is configured."""

from functools import cache

from django.conf import settings

from apps.core.errors import NotAllowed
from apps.payments.providers.base import PaymentProvider, ProviderAway
from apps.payments.providers.sandbox import SandboxBank


def get_provider(code: str) -> PaymentProvider:
    """The provider of that code. Raises NotAllowed for one we don't have."""
    if code == SandboxBank.code and settings.SANDBOX_BANK_URL:
        return _sandbox(settings.SANDBOX_BANK_URL, settings.SANDBOX_BANK_SECRET)
    raise NotAllowed(provider=code)


def default_provider() -> PaymentProvider:
    """The provider a payment goes to. Raises ProviderAway when none is configured."""
    if not settings.SANDBOX_BANK_URL:
        raise ProviderAway(reason="no provider is configured")
    return get_provider(SandboxBank.code)


@cache
def _sandbox(url: str, secret: str) -> PaymentProvider:
    """One client a process keeps its connections to the bank open."""
    return SandboxBank(url=url, secret=secret)
