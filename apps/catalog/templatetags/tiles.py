"""A product in a list, drawn once while nothing of it changes: it stands in many lists."""

from datetime import date
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from apps.catalog.selectors import Card

register = template.Library()

# Some kilobytes each.
KEPT = 2_048


@register.simple_tag
def tile(card: Card, *, eager: bool = False) -> SafeString:
    """A card as a tile of a list, the same for everybody; `eager` loads its photo at once."""
    return _tile(card, eager, get_language() or "en", timezone.localdate())


# What it says of days depends on today.
@lru_cache(maxsize=KEPT)
def _tile(card: Card, eager: bool, _language: str, _today: date) -> SafeString:
    return render_to_string("components/_tile.html", {"card": card, "eager": eager})
