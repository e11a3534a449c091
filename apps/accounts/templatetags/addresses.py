"""Addresses as they are written where they are."""

from django import template

from apps.accounts.models import Address
from apps.core.texts import say
from apps.geo.selectors import postal_text

register = template.Library()


@register.filter
def lines_of(address: Address) -> list[str]:
    """Where an address is, line by line: in the market city and street, elsewhere as that country
    writes it. Wants `city` fetched."""
    if address.city is not None:
        return [f"{say(address.city.name)}, {address.street}"]
    return postal_text(
        country=address.country,
        street=address.street,
        region=address.region_name,
        city=address.city_name,
        postal_code=address.postal_code,
    )


@register.filter
def town_of(address: Address) -> str:
    """The place an address is in, in a word."""
    if address.city is not None:
        return str(say(address.city.name))
    return address.city_name or address.region_name or address.street
