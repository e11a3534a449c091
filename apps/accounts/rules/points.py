"""A point on the map, as people paste it from one."""

import re
from decimal import Decimal

# Two numbers in degrees, as every map writes them: `41.3111, 69.2797`.
POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,10})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,10})?)\s*")
# Six digits are a tenth of a metre.
EXACT = Decimal("0.000001")


def parse_point(text: str) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude in degrees, to six digits; None when the text is no point on earth."""
    found = POINT.fullmatch(text)
    if found is None:
        return None
    latitude, longitude = (Decimal(part).quantize(EXACT) for part in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def show_point(latitude: Decimal | None, longitude: Decimal | None) -> str:
    """The point as `parse_point` reads it; empty when there is none."""
    if latitude is None or longitude is None:
        return ""
    return f"{latitude:f}, {longitude:f}"
