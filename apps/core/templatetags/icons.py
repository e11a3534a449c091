"""Icons, drawn in place from the heroicons package: `{% icon "heart" %}`."""

from functools import lru_cache

import heroicons
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags.heroicons import heroicon_outline, heroicon_solid

register = template.Library()


class UnknownIcon(Exception):
    """The template names an icon that the package doesn't have."""


@register.simple_tag
def icon(name: str, size: int = 24, *, label: str = "", solid: bool = False) -> SafeString:
    """The icon as inline SVG, hidden from screen readers unless a `label` says what it means.

    Raises UnknownIcon, so that a misspelt name is seen when the page is first opened.
    """
    drawing = _drawing(name, size, solid)
    if label:
        return format_html(
            '<span class="icon-labelled" role="img" aria-label="{}">{}</span>', label, drawing
        )
    return drawing


@lru_cache(maxsize=512)
def _drawing(name: str, size: int, solid: bool) -> SafeString:
    attrs: dict[str, object] = {"class": "icon", "aria_hidden": "true", "focusable": "false"}
    try:
        if solid:
            drawing = heroicon_solid(name, size=size, **attrs)
        else:
            drawing = heroicon_outline(name, size=size, stroke_width="1.7", **attrs)
    except heroicons.IconDoesNotExist as error:
        raise UnknownIcon(name) from error
    # Our own names, and drawings that come with the package: nothing here is anybody's input.
    return mark_safe("".join(drawing.splitlines()).replace('data-slot="icon" ', ""))
