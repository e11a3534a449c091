"""R3.1: an address is written the way its country writes it."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import translation

from apps.accounts import services
from apps.accounts.models import Address
from apps.accounts.services import AddressFields
from apps.accounts.tests.factories import AddressFactory, UserFactory
from apps.core.errors import Invalid
from apps.geo.tests.factories import CityFactory

pytestmark = pytest.mark.django_db
NEW = "accounts:address-new"


@pytest.fixture
def person(client):
    with translation.override("en"):
        client.force_login(UserFactory())
        yield client


def sent(**lines):
    return {"name": "Anna Weber", "phone": "+4930123456", "street": "Torstraße 1"} | lines


BERLIN = {"country": "DE", "city_name": "Berlin", "postal_code": "10119"}


def test_an_address_abroad_is_kept_and_shown_as_it_is_written_there(person):
    answer = person.post(reverse(NEW), sent(**BERLIN))

    row = Address.objects.get()
    page = person.get(reverse("accounts:addresses")).content.decode()
    assert answer.status_code == 302
    assert (row.country, row.city_id, row.city_name, row.postal_code) == (
        "DE",
        None,
        "Berlin",
        "10119",
    )
    assert "10119 BERLIN" in page
    assert "Germany" in page
    assert "deliver to this country yet" in page
    edit = person.get(reverse("accounts:address-edit", args=[row.pk])).content.decode()
    assert 'value="10119"' in edit


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        (BERLIN | {"postal_code": ""}, "postal_code"),
        (BERLIN | {"postal_code": "1011"}, "postal_code"),
        (BERLIN | {"city_name": ""}, "city_name"),
        ({"country": "US", "city_name": "S", "postal_code": "62701"}, "region_name"),
        (
            {"country": "US", "city_name": "S", "postal_code": "62701", "region_name": "ZZ"},
            "region_name",
        ),
        (
            {"country": "US", "city_name": "S", "postal_code": "90210", "region_name": "IL"},
            "postal_code",
        ),
        ({"country": "UZ"}, "city"),
        ({"country": "XX"}, "country"),
        ({"country": "D\0"}, "country"),
        (BERLIN | {"city_name": "B" * 101}, "city_name"),
    ],
)
def test_a_line_that_the_country_does_not_write_so_is_marked(person, lines, field):
    answer = person.post(reverse(NEW), sent(**lines))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors)[:1] == [field]
    assert not Address.objects.exists()


def test_the_service_refuses_it_too():
    user = UserFactory()
    fields = AddressFields("A", "+4930123456", "Street", country="DE", city_name="Berlin")

    with pytest.raises(Invalid) as error:
        services.save_address(user=user, address_id=None, fields=fields)

    assert list(error.value.fields) == ["postal_code"]


def test_another_country_asks_for_its_own_lines_and_keeps_what_was_typed(person):
    page = person.post(reverse(NEW), sent(country="US", recount="1"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "ZIP code" in text
    assert "Illinois" in text
    assert 'value="Torstraße 1"' in text
    assert 'aria-invalid="true"' not in text
    assert not Address.objects.exists()


def test_moving_home_to_the_market_leaves_no_line_of_the_other_country(person):
    person.post(reverse(NEW), sent(**BERLIN))
    row = Address.objects.get()

    lines = sent(country="UZ", city=CityFactory().pk, city_name="Berlin", postal_code="10119")
    person.post(reverse("accounts:address-edit", args=[row.pk]), lines)

    row.refresh_from_db()
    assert (row.country, row.city_name, row.postal_code) == ("UZ", "", "")
    assert row.city is not None


def test_the_database_refuses_a_place_named_twice():
    with pytest.raises(IntegrityError):
        AddressFactory(city_name="Berlin")


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_countries_are_named_in_the_readers_language(person, language):
    names = {"en": "Germany", "ru": "Германия", "uz": "Germaniya"}
    with translation.override(language):
        page = person.get(reverse(NEW)).content.decode()

    assert names[language] in page
