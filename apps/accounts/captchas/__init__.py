"""The captcha this deployment asks, if any: settings' `CAPTCHA_PROVIDER`."""

from collections.abc import Callable

from django.conf import settings

from apps.accounts.captchas.base import Captcha
from apps.accounts.captchas.hcaptcha import HCaptcha
from apps.accounts.captchas.turnstile import Turnstile

PROVIDERS: dict[str, Callable[[], Captcha]] = {"hcaptcha": HCaptcha, "turnstile": Turnstile}


def captcha_in_use() -> Captcha | None:
    """The configured provider; None where no captcha is ever asked."""
    provider = PROVIDERS.get(settings.CAPTCHA_PROVIDER)
    return provider() if provider is not None else None
