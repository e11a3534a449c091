"""R3.1: an address may have a point on the map, pasted from any."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts import rules
from apps.accounts.models import Address
from apps.accounts.tests.factories import UserFactory
from apps.geo.tests.factories import CityFactory


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("41.3111, 69.2797", ("41.3111", "69.2797")),
        (" 41.3111;69.2797 ", ("41.3111", "69.2797")),
        ("-33.8 151.2", ("-33.8", "151.2")),
        ("41.12345678, 69.2", ("41.123457", "69.2")),
    ],
)
def test_points_are_read_as_maps_write_them(text, point):
    assert rules.parse_point(text) == tuple(map(Decimal, point))


@pytest.mark.parametrize(
    "text", ["41.3", "91, 0", "0, 181", "Tashkent", "41,3111, 69,2797", "1e3, 2", "41.3, 69.2, 1"]
)
def test_what_is_no_point_on_earth_is_refused(text):
    assert rules.parse_point(text) is None


degrees = st.decimals(-90, 90, places=6)


@given(degrees, degrees)
def test_a_point_is_read_back_as_it_was_shown(latitude, longitude):
    assert rules.parse_point(rules.show_point(latitude, longitude)) == (latitude, longitude)


@pytest.mark.django_db
def test_a_point_is_kept_with_the_address_and_a_wrong_one_marked(client):
    user = UserFactory()
    client.force_login(user)
    sent = {
        "name": "Nodira",
        "phone": "90 111 22 33",
        "country": "UZ",
        "city": CityFactory().pk,
        "street": "Navoi 7",
    }
    address = reverse("accounts:address-new")

    wrong = client.post(address, sent | {"point": "over there"})
    client.post(address, sent | {"point": "41.3111, 69.2797"})

    assert wrong.status_code == 422
    row = Address.objects.get()
    assert (row.latitude, row.longitude) == (Decimal("41.3111"), Decimal("69.2797"))
    page = client.get(reverse("accounts:address-edit", args=[row.pk])).content.decode()
    assert 'value="41.311100, 69.279700"' in page
