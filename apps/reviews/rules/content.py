"""What is looked at by a person before everybody reads it: ways to reach somebody past the market.

A number may be a size and a name with a dot a model: so nothing is refused here, it waits. Pure.
"""

import re
import unicodedata
from enum import StrEnum


class Suspicion(StrEnum):
    """Why a text waits for staff; kept beside it as it stands here."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"


# Stands among the suspicions of a text that comes in the place of one that staff had taken off.
TAKEN_OFF = "taken_off"


# Seven digits as people write phones (three, two, two), behind a code of two or three digits and
# perhaps a country: `+998 90 123-45-67`, `8(916)1234567`. Sizes and prices are grouped otherwise.
_PHONE = re.compile(
    r"""(?<![\d.,])
    (?:\+?\d{1,3}[\s().-]*)?      # the country
    \(?\d{2,3}\)?[\s.-]*          # the operator or the city
    \d{3}[\s.-]*\d{2}[\s.-]*\d{2}
    (?![\d.,]*\d)""",
    re.VERBOSE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
_LINK = re.compile(
    r"https?://|www\.|\b[\w-]+\.(?:com|net|org|info|biz|shop|store|online|site|uz|ru|kz|me|io|"
    r"рф|su)\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[a-z]\w{3,}", re.IGNORECASE)
# Signs that stand for none, by which words and numbers are hidden from a pattern.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


def tidy(text: str) -> str:
    """A text as it is counted and kept: without blanks around it, a line's end one sign, as the
    browser counts it and doesn't send it."""
    return text.replace("\r\n", "\n").strip()


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Why staff should look at a text first, in the order of `Suspicion`; empty for none."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    # An address is no link besides: its end looks like one.
    without_email = _EMAIL.sub(" ", plain)
    found = {
        Suspicion.PHONE: _PHONE.search(plain),
        Suspicion.EMAIL: _EMAIL.search(plain),
        Suspicion.LINK: _LINK.search(without_email),
        Suspicion.HANDLE: _HANDLE.search(without_email),
    }
    return tuple(each for each in Suspicion if found[each])
