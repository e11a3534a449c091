"""What every page's template knows: nothing about the visitor, so that caches may keep the page."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language


class LanguageLink(NamedTuple):
    """A way to the same page in another language; `short` is what the header shows."""

    code: str
    short: str
    label: str
    url: str
    canonical_url: str
    current: bool


# Each language is offered under its own name, so these are not translated.
OWN_NAMES = {"en": ("EN", "English"), "ru": ("RU", "Русский"), "uz": ("OʻZ", "Oʻzbekcha")}


def site(request: HttpRequest) -> dict[str, object]:
    """`market_name`, `market_currency`, `site_url`, `canonical_url`, `language_links`; no
    session, no user."""
    return {
        "market_name": settings.MARKET_NAME,
        "market_currency": settings.MARKET_CURRENCY,
        "site_url": settings.SITE_URL,
        "canonical_url": settings.SITE_URL + request.path,
        "language_links": SimpleLazyObject(lambda: language_links(request)),
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page in every language; pages outside the language paths link to the home pages."""
    active = get_language() or settings.LANGUAGE_CODE
    first, _, rest = request.get_full_path().lstrip("/").partition("/")
    codes = [code for code, _name in settings.LANGUAGES]
    tail = rest if first in codes else ""
    return [_link(code, tail, is_current=code == active) for code in codes]


def _link(code: str, tail: str, *, is_current: bool) -> LanguageLink:
    short, label = OWN_NAMES.get(code, (code.upper(), code))
    url = f"/{code}/{tail}"
    return LanguageLink(
        code, short, label, url, settings.SITE_URL + url.partition("?")[0], is_current
    )
