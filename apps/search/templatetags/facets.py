"""The values of a facet as boxes. There may be hundreds on a page, which a template draws ten times
as slowly."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from apps.core.templatetags.money import grouped
from apps.core.templatetags.pictures import swatch
from apps.search.selectors.facets import FacetView, Option

register = template.Library()

LINE = (
    '<li><label><input type="{}" id="{}-{}" name="{}" value="{}"{}> {} {}</label> '
    '<small class="num">{}</small></li>'
)
CHOSEN, EMPTY = SafeString(" checked"), SafeString(" disabled")


@register.simple_tag
def boxes(facet: FacetView, options: Iterable[Option], *, part: str = "") -> SafeString:
    """Some of a facet's values, each a box and how many cards it would give; `part` makes their ids
    differ from those of another part."""
    kind = "radio" if facet.is_single else "checkbox"
    return format_html_join(
        "\n",
        LINE,
        (
            (
                kind,
                facet.key,
                f"{part}{n}",
                facet.name,
                option.value,
                CHOSEN if option.is_chosen else EMPTY if option.is_empty else "",
                swatch(option.colour) if option.colour else "",
                option.label,
                grouped(option.count),
            )
            for n, option in enumerate(options, 1)
        ),
    )
