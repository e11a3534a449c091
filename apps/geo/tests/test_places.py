"""Places: what ships with the project, and how far apart they are."""

import pytest
from django.utils import translation

from apps.geo import rules, selectors, services
from apps.geo.models import City, Region


def test_all_of_uzbekistan_is_there_in_three_languages_and_loading_again_changes_nothing(db):
    count = services.load_geo()
    assert count > 2_500
    assert services.load_geo() == count == City.objects.count()

    assert Region.objects.count() == 14
    for place in [*Region.objects.all(), *City.objects.filter(district=None)]:
        assert all(place.name.get(language) for language in ("en", "ru", "uz")), place.pk


def test_a_form_offers_cities_by_region_in_the_readers_language(db, django_assert_num_queries):
    services.load_geo()
    with translation.override("ru"):
        groups = dict(selectors.city_choices())
        with django_assert_num_queries(0):
            selectors.city_choices()

    assert groups["Город Ташкент"]
    assert all(code and name for cities in groups.values() for code, name in cities)


@pytest.mark.parametrize(
    ("origin", "destination", "distance"),
    [
        (("1726", "1726"), ("1726", "1726"), "city"),
        (("1718", "1718401"), ("1718", "1718233"), "region"),
        (("1718", "1718401"), ("1726", "1726"), "country"),
    ],
)
def test_places_are_in_one_city_one_region_or_one_country(origin, destination, distance):
    assert rules.distance_between(origin=origin, destination=destination) == distance
