"""Places of the market, for forms and pages."""

from django.core.cache import cache
from django.utils.translation import get_language

from apps.core.texts import say
from apps.geo.models import City, Region

CHOICES_TTL_S = 3600
Group = tuple[str, list[tuple[str, str]]]


def regions() -> list[Region]:
    """All regions in their order: 1 query."""
    return list(Region.objects.order_by("position"))


def city_choices() -> list[Group]:
    """Cities and districts by region in the reader's language, for a form's grouped choices:
    2 queries an hour."""
    key = f"geo-city-choices:{get_language()}"
    kept: list[Group] | None = cache.get(key)
    if kept is not None:
        return kept
    names = {region.pk: str(say(region.name)) for region in regions()}
    groups: dict[str, list[tuple[str, str]]] = {code: [] for code in names}
    for city in City.objects.filter(district=None).order_by("position", "code"):
        groups[city.region_id].append((city.code, str(say(city.name))))
    choices = [(names[code], cities) for code, cities in groups.items() if cities]
    cache.set(key, choices, CHOICES_TTL_S)
    return choices
