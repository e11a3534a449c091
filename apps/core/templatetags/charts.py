"""Stars, bars and lines as SVG attributes, so that the pages need no inline style."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

STAR = "m10 1.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z"
FIVE_STARS = mark_safe(
    "".join(f'<path transform="translate({x})" d="{STAR}"/>' for x in range(0, 100, 20))
)
LINE_WIDTH, LINE_HEIGHT = 120, 32


@register.simple_tag
def stars(rating: Decimal | float | None) -> SafeString:
    """Five stars, filled as far as the rating (0 to 5) reaches; read aloud as "4.7 out of 5"."""
    value = min(max(float(rating or 0), 0.0), 5.0)
    return format_html(
        '<svg class="stars" viewBox="0 0 100 20" role="img" aria-label="{}">'
        '<g class="stars-empty">{}</g>'
        '<svg width="{}" height="20" viewBox="0 0 {} 20"><g class="stars-full">{}</g></svg></svg>',
        _("%(rating)s out of 5") % {"rating": f"{value:.1f}"},
        FIVE_STARS,
        *[f"{value * 20:.1f}"] * 2,
        FIVE_STARS,
    )


@register.simple_tag
def meter(percent: float, kind: str = "brand") -> SafeString:
    """A bar filled to `percent` (0–100), its figure beside it; kinds: brand, star, good, anor."""
    filled = min(max(float(percent or 0), 0.0), 100.0)
    return format_html(
        '<svg class="meter meter-{}" aria-hidden="true">'
        '<rect class="meter-track" width="100%" height="100%" rx="4"/>'
        '<rect class="meter-value" width="{}%" height="100%" rx="4"/></svg>',
        kind,
        f"{filled:.1f}",
    )


@register.simple_tag
def range_bar(low: float, high: float, least: float, most: float) -> SafeString:
    """The chosen part `low`-`high` of a whole `least`-`most`, under the two inputs of a range."""
    whole = float(most) - float(least) or 1.0
    start = min(max((float(low) - float(least)) / whole, 0.0), 1.0) * 100
    end = min(max((float(high) - float(least)) / whole, 0.0), 1.0) * 100
    return format_html(
        '<svg class="meter meter-brand" aria-hidden="true">'
        '<rect class="meter-track" width="100%" height="100%" rx="4"/>'
        '<rect class="meter-value" x="{}%" width="{}%" height="100%" rx="4"/></svg>',
        f"{start:.1f}",
        f"{max(end - start, 0):.1f}",
    )


@register.simple_tag
def sparkline(values: Sequence[float], kind: str = "brand") -> SafeString:
    """A line through `values`, oldest first, stretched to its own least and most."""
    if len(values) < 2:
        return mark_safe("")
    numbers = [float(value) for value in values]
    least, most = min(numbers), max(numbers)
    step, spread = LINE_WIDTH / (len(numbers) - 1), (most - least) or 1.0
    points = " ".join(
        f"{i * step:.1f},{LINE_HEIGHT - 3 - (number - least) / spread * (LINE_HEIGHT - 6):.1f}"
        for i, number in enumerate(numbers)
    )
    return format_html(
        '<svg class="sparkline sparkline-{}" viewBox="0 0 {} {}" preserveAspectRatio="none"'
        ' aria-hidden="true">'
        '<polyline points="{}" fill="none" vector-effect="non-scaling-stroke"/></svg>',
        kind,
        LINE_WIDTH,
        LINE_HEIGHT,
        points,
    )


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(bars: Sequence[dict[str, object]], title: str) -> dict[str, object]:
    """Upright bars: each `{"label", "value", "text"}`; `text` is the figure people read."""
    most = max((float(str(bar["value"])) for bar in bars), default=0.0) or 1.0
    width = 100 / max(len(bars), 1)
    drawn = []
    for i, bar in enumerate(bars):
        height = float(str(bar["value"])) / most * 100
        drawn.append(
            {
                **bar,
                "x": f"{i * width + width * 0.15:.2f}",
                "width": f"{width * 0.7:.2f}",
                "y": f"{100 - height:.2f}",
                "height": f"{height:.2f}",
            }
        )
    return {"bars": drawn, "title": title}
