"""Photos with their ground, and colours, without a word of inline style."""

import re
from collections.abc import Sequence
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core.templatetags.icons import icon

register = template.Library()

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
NO_GROUND = SafeString("")


class Shown(Protocol):
    """What a picture brings along; `src` is empty while its renditions are being made."""

    src: str
    srcset: str
    avif: str
    sizes: str
    width: int
    height: int
    colour: str
    alt: str


@register.simple_tag
def picture(
    shown: Shown | None, *, eager: bool = False, alt: str | None = None, sizes: str = ""
) -> SafeString:
    """A photo on its tinted ground; the ground alone while the photo is being made.

    `eager` is for what is seen first on a page (loads at once, with priority); `alt=""` hides a
    photo from screen readers where its neighbour already says the same; `sizes` replaces the
    picture's own.
    """
    if shown is None:
        return format_html('<span class="picture is-empty">{}</span>', icon("photo", 32))
    ground = _ground(shown.colour)
    if not shown.src:
        return format_html('<span class="picture">{}</span>', ground)
    wide = format_html(' sizes="{}"', sizes or shown.sizes) if sizes or shown.sizes else ""
    img = format_html(
        '<img src="{}"{}{} width="{}" height="{}" alt="{}"{} decoding="async">',
        shown.src,
        format_html(' srcset="{}"', shown.srcset) if shown.srcset else "",
        wide,
        shown.width,
        shown.height,
        shown.alt if alt is None else alt,
        SafeString(' fetchpriority="high"' if eager else ' loading="lazy"'),
    )
    if shown.avif:
        source = format_html('<source type="image/avif" srcset="{}"{}>', shown.avif, wide)
        img = format_html("<picture>{}{}</picture>", source, img)
    return format_html('<span class="picture">{}{}</span>', ground, img)


@register.simple_tag
def swatch(colour: str, name: str = "") -> SafeString:
    """A colour as a dot; `name` says it aloud."""
    aria = (
        format_html('role="img" aria-label="{}"', name)
        if name
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="swatch" viewBox="0 0 16 16" {}>'
        '<circle cx="8" cy="8" r="7.5" fill="{}"/></svg>',
        aria,
        _safe_colour(colour),
    )


@register.simple_tag
def swatches(colours: Sequence[str], most: int = 4) -> SafeString:
    """The first colours of a product as dots."""
    return format_html_join("", "{}", ((swatch(colour),) for colour in colours[:most]))


def _ground(colour: str) -> SafeString:
    if not colour:
        return NO_GROUND
    return format_html(
        '<svg class="picture-ground" aria-hidden="true">'
        '<rect width="100%" height="100%" fill="{}"/></svg>',
        _safe_colour(colour),
    )


def _safe_colour(colour: str) -> str:
    return colour if HEX_COLOUR.fullmatch(colour or "") else "#e9e7e1"
