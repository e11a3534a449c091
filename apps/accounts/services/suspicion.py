"""How often a door may be tried, and who is asked to show that they are a person, where a captcha
is set up."""

from collections.abc import Iterable

import structlog

from apps.accounts.captchas import captcha_in_use
from apps.accounts.captchas.base import Captcha, CaptchaAway
from apps.core import durable, limits
from apps.core.errors import Invalid, TooMany

log = structlog.get_logger(__name__)

# Networks somebody came in from, for a month.
CAME_IN, CAME_IN_S = "came-in", 30 * 86_400


class CaptchaNeeded(Invalid):
    """The door opens only to who shows that they are a person."""

    code = "accounts.captcha_needed"


def note_try(*, ip: str) -> None:
    """Remember a failed try, a registration or a request for a code from an address."""
    try:
        limits.spend("suspicion", limits.network_of(ip))
    except TooMany:
        return


def count_login(*, ip: str, name: str) -> None:
    """Count one try to come in by `name`, an address or phone as it was typed, from an address.
    Raises TooMany.

    How often a name may be tried from one network holds for everybody; how often from all networks
    together holds only where its owner has not been lately, so that nobody who guesses at it keeps
    the owner out.
    """
    network = limits.network_of(ip)
    limits.spend("login-from", network)
    limits.spend("login-as", f"{name}@{network}")
    if not durable.is_marked(CAME_IN, name, network):
        limits.spend("login-as-anywhere", name)


def note_login(*, ip: str, names: Iterable[str]) -> None:
    """Remember that the owner of these names came in from an address."""
    network = limits.network_of(ip)
    for name in names:
        if name:
            durable.mark(CAME_IN, name.casefold(), network, for_s=CAME_IN_S)


def count_guess(*, session_key: str) -> None:
    """Count one try of a code that was sent, before it is compared: many tries of one moment are
    counted too. Raises TooMany."""
    limits.spend("code-guess", session_key)


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
