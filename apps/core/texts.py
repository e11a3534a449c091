"""Content in several languages: which text a reader gets, and which language it is in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

NUL = "\0"
FALLBACKS = ("en", "ru", "uz")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its language; `foreign` is that language if it isn't the reader's (`lang=`)."""

    text: str
    language: str
    foreign: str

    def __str__(self) -> str:
        return self.text


def say(texts: Mapping[str, str] | None, *, language: str | None = None) -> Said:
    """The text for `language` (the active one by default), else the first one there is."""
    wanted = language or get_language() or "en"
    for candidate in (wanted, *FALLBACKS):
        if texts and texts.get(candidate):
            return Said(texts[candidate], candidate, "" if candidate == wanted else candidate)
    return Said("", wanted, "")


def storable(text: str) -> str:
    """What somebody sent without the one character that no database takes, not even to look for."""
    return text.replace(NUL, "")
