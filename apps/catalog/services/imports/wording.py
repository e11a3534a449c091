"""How an imported card is worded: address, variant key, texts freed of markup."""

import html
from collections.abc import Mapping
from typing import Any

import nh3
from django.utils.text import slugify


def options_key(options: Mapping[str, str]) -> str:
    """What makes a variant unique within its card: `colour=red|size=xl`."""
    return "|".join(f"{axis}={options[axis]}" for axis in sorted(options))[:300]


def slug_of(title: str) -> str:
    """The readable part of a card's address."""
    return slugify(title)[:110].strip("-") or "item"


def texts_of(card: Mapping[str, Any], *, language: str) -> dict[str, dict[str, str]]:  # Any: JSON
    """Title and description in the file's language; markup is reduced to its text."""
    text = card["description"]
    if "<" in text or "&" in text:
        text = " ".join(html.unescape(nh3.clean(text, tags=set())).split())
    return {"title": {language: card["title"]}, "description": {language: text} if text else {}}
