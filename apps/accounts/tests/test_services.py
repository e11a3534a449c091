"""Profiles and address books: one default address, nobody else's, never too many."""

import pytest

from apps.accounts import selectors, services
from apps.accounts.models import Address
from apps.accounts.tests.factories import AddressFactory, UserFactory
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.geo.tests.factories import CityFactory


@pytest.fixture
def user(db):
    return UserFactory()


def fields(**changes):
    city = CityFactory()
    sent = {
        "name": "Dilnoza Karimova",
        "phone": "+998901112233",
        "city_code": city.pk,
        "street": "Amir Temur 1, 15",
    }
    return services.AddressFields(**sent | changes)


def save(user, address_id=None, **changes):
    return services.save_address(user=user, address_id=address_id, fields=fields(**changes))


def defaults(user):
    return list(Address.objects.filter(user=user, is_default=True).values_list("pk", flat=True))


def test_a_profile_keeps_name_phone_and_language(user):
    services.save_profile(user=user, name="Dilnoza", phone="+998935554433", language="uz")

    user.refresh_from_db()
    assert (user.name, str(user.phone), user.language) == ("Dilnoza", "+998935554433", "uz")


def test_the_first_address_is_used_first_until_another_is_chosen(user):
    """R3.1"""
    first, second = save(user), save(user)
    assert defaults(user) == [first.pk]

    save(user, second.pk, is_default=True)

    assert defaults(user) == [second.pk]


def test_a_default_address_cannot_be_unset_without_another(user):
    only = save(user, is_default=True)

    save(user, only.pk, is_default=False)

    assert defaults(user) == [only.pk]


def test_when_the_default_goes_the_latest_other_takes_its_place(user):
    first, _second, third = save(user), save(user), save(user)

    services.delete_address(user=user, address_id=first.pk)

    assert defaults(user) == [third.pk]
    assert next(iter(selectors.addresses(user=user))).pk == third.pk


def test_nobody_touches_another_persons_address(user):
    foreign = AddressFactory(street="Home 1")

    with pytest.raises(NotAllowed):
        selectors.address(user=user, address_id=foreign.pk)
    with pytest.raises(NotAllowed):
        save(user, foreign.pk, street="Mine now")
    with pytest.raises(NotAllowed):
        services.delete_address(user=user, address_id=foreign.pk)

    foreign.refresh_from_db()
    assert foreign.street == "Home 1"


def test_a_place_nobody_knows_is_refused(user):
    with pytest.raises(Invalid) as error:
        save(user, city_code="nowhere")

    assert "city" in error.value.fields
    assert not Address.objects.exists()


def test_an_address_book_has_an_end(user, monkeypatch):
    monkeypatch.setattr(services.addresses, "MAX_ADDRESSES", 2)
    first, _second = save(user), save(user)

    with pytest.raises(Conflict):
        save(user)
    save(user, first.pk, street="Still mine to change")

    assert Address.objects.filter(user=user).count() == 2
