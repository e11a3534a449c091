"""The port to a captcha: what its page needs, and whether an answer is a person's."""

from collections.abc import Mapping
from typing import Any, Protocol

import httpx
import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

TIMEOUT_S = 3.0
MAX_ANSWER = 4_000


class CaptchaAway(Exception):
    """The provider doesn't answer."""


class Captcha(Protocol):
    """One provider. `script_url` and `css_class` make its widget; `field` is what the widget posts;
    `origins` are what a page that shows it must allow."""

    script_url: str
    css_class: str
    field: str
    origins: tuple[str, ...]

    def is_person(self, *, answer: str, ip: str) -> bool:
        """Whether the provider vouches for an answer, which is good once. Raises CaptchaAway."""
        ...


def verify(url: str, *, answer: str, ip: str, extra: Mapping[str, str]) -> dict[str, Any]:
    """Ask a provider about an answer, as both have it: a form post, JSON back. Any: their JSON.
    Raises CaptchaAway."""
    sent = {"secret": settings.CAPTCHA_SECRET, "response": answer, "remoteip": ip, **extra}
    try:
        reply = httpx.post(url, data=sent, timeout=TIMEOUT_S)
        reply.raise_for_status()
        said: dict[str, Any] = reply.json()
    except (httpx.HTTPError, ValueError) as error:
        raise CaptchaAway(type(error).__name__) from error
    if not said.get("success"):
        log.info("accounts.captcha.refused", codes=said.get("error-codes", []))
    return said


def is_for_us(said: Mapping[str, Any]) -> bool:
    """Whether the answer was given on a page of ours. Any: a provider's JSON."""
    return bool(said.get("success")) and said.get("hostname") in settings.CAPTCHA_HOSTNAMES
