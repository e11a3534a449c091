"""Places for forms and pages: those of the market, and how the world writes addresses."""

from apps.geo.selectors.countries import (
    AddressLines,
    address_lines,
    country_choices,
    country_name,
    postal_text,
    wrong_lines,
)
from apps.geo.selectors.places import city_choices, regions

__all__ = [
    "AddressLines",
    "address_lines",
    "city_choices",
    "country_choices",
    "country_name",
    "postal_text",
    "regions",
    "wrong_lines",
]
