"""Who tries doors too often is asked to show that they are a person, where a captcha is set up."""

import structlog

from apps.accounts.captchas import captcha_in_use
from apps.accounts.captchas.base import Captcha, CaptchaAway
from apps.core import limits
from apps.core.errors import Invalid, TooMany

log = structlog.get_logger(__name__)


class CaptchaNeeded(Invalid):
    """The door opens only to who shows that they are a person."""

    code = "accounts.captcha_needed"


def note_try(*, ip: str) -> None:
    """Remember a failed try, a registration or a request for a code from an address."""
    try:
        limits.spend("suspicion", limits.network_of(ip))
    except TooMany:
        return


def captcha_for(*, ip: str) -> Captcha | None:
    """The captcha to show somebody at this address; None for almost everybody."""
    captcha = captcha_in_use()
    is_suspect = captcha is not None and limits.is_spent("suspicion", limits.network_of(ip))
    return captcha if is_suspect else None


def is_person(*, captcha: Captcha, answer: str, ip: str) -> bool:
    """Whether the provider vouches for the answer. Doors stay shut while it is away."""
    try:
        return captcha.is_person(answer=answer, ip=ip)
    except CaptchaAway as error:
        log.warning("accounts.captcha.away", error=str(error))
        return False
