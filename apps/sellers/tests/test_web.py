"""Becoming a seller, and a shop's own pages."""

import pytest
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.geo.tests.factories import CityFactory
from apps.sellers.models import Member, Seller, SellerState
from apps.sellers.tests.factories import MemberFactory, SellerFactory

APPLICATION = {
    "name": "Margilan Adras",
    "about": "Handwoven ikat",
    "legal_name": "Margilan Adras LLC",
    "tax_number": "301234567",
    "email": "adras@example.com",
    "phone": "+998 90 123-45-67",
    "city": "1726",
    "street": "Bozor 1",
}
SETTINGS = {"about_en": "Ikat", "phone": "+998901112233", "handling_days": "3"}


@pytest.fixture
def shop(db):
    return SellerFactory()


@pytest.fixture
def owner(client, shop):
    client.force_login(shop.members.get().user)
    return client


def team(shop):
    return reverse("seller:team", args=[shop.slug])


def settings_of(shop):
    return reverse("seller:settings", args=[shop.slug])


def test_a_person_applies_once_and_finds_the_shop_with_its_state(client, db):
    """R15.1"""
    CityFactory()
    client.force_login(UserFactory())

    sent = client.post(reverse("sellers:apply"), APPLICATION, follow=True)
    again = client.post(reverse("sellers:apply"), APPLICATION)

    assert "with our staff" in sent.content.decode()
    assert again.status_code == 422
    assert "exists already" in again.content.decode()
    assert Seller.objects.get().state == SellerState.APPLIED


def test_an_application_with_mistakes_says_where_and_opens_nothing(client, db):
    CityFactory()
    client.force_login(UserFactory())

    answer = client.post(reverse("sellers:apply"), APPLICATION | {"tax_number": "12", "city": "x"})

    assert answer.status_code == 422
    assert "A tax number has 9 to 14 digits." in answer.content.decode()
    assert not Seller.objects.exists()


def test_an_applicant_reads_on_the_dashboard_what_staff_said(owner, shop):
    Seller.objects.update(state=SellerState.REJECTED, decision_reason="The papers are unreadable.")

    page = owner.get(settings_of(shop)).content.decode()

    assert "Your application was refused." in page
    assert "The papers are unreadable." in page


def test_the_owner_adds_and_removes_people(owner, shop):
    person = UserFactory(email="aziz@example.com")

    added = owner.post(team(shop), {"email": person.email, "role": "packer"}, follow=True)
    member = Member.objects.get(user=person)
    removed = owner.post(reverse("seller:team-remove", args=[shop.slug, member.pk]), follow=True)

    assert "aziz@example.com" in added.content.decode()
    assert "aziz@example.com" not in removed.content.decode()


def test_the_team_page_says_what_is_wrong_and_keeps_what_was_typed(owner, shop):
    answer = owner.post(team(shop), {"email": "who@example.com", "role": "packer"})

    assert answer.status_code == 422
    assert "Nobody with this address" in answer.content.decode()
    assert 'value="who@example.com"' in answer.content.decode()
    assert shop.members.count() == 1


def test_the_last_owner_stays(owner, shop):
    member = shop.members.get()

    answer = owner.post(reverse("seller:team-remove", args=[shop.slug, member.pk]))

    assert answer.status_code == 409
    assert shop.members.count() == 1


def test_settings_are_saved_and_refused_out_of_bounds(owner, shop):
    assert owner.post(settings_of(shop), SETTINGS).status_code == 302
    wrong = owner.post(settings_of(shop), SETTINGS | {"handling_days": "31", "phone": "1"})

    shop.refresh_from_db()
    assert wrong.status_code == 422
    assert (shop.about, str(shop.phone), shop.handling_days) == (
        {"en": "Ikat"},
        "+998901112233",
        3,
    )


def test_who_is_not_logged_in_is_asked_to(client, shop):
    for url in (team(shop), settings_of(shop), reverse("sellers:apply")):
        answer = client.get(url)
        assert answer.status_code == 302
        assert "login" in answer.url


def test_a_manager_may_set_the_shop_but_not_the_team(client, shop):
    member = MemberFactory(seller=shop, role="manager")
    client.force_login(member.user)

    assert client.get(settings_of(shop)).status_code == 200
    assert client.get(team(shop)).status_code == 403
    assert client.post(team(shop), {"email": "a@example.com", "role": "owner"}).status_code == 403
    assert (
        client.post(reverse("seller:team-remove", args=[shop.slug, member.pk])).status_code == 403
    )
    assert shop.members.count() == 2


def test_another_shops_pages_do_not_exist(owner, shop):
    other = SellerFactory()
    member = other.members.get()

    answers = [
        owner.get(team(other)),
        owner.get(settings_of(other)),
        owner.post(settings_of(other), SETTINGS),
        owner.post(reverse("seller:team-remove", args=[other.slug, member.pk])),
        owner.post(reverse("seller:team-remove", args=[shop.slug, member.pk])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    other.refresh_from_db()
    assert (other.handling_days, other.members.count()) == (1, 1)


def test_who_works_in_two_shops_turns_from_one_to_the_other(owner, shop):
    second = SellerFactory(name="Rishtan Bowls", owner=None)
    MemberFactory(seller=second, user=shop.members.get().user)

    page = owner.get(settings_of(shop)).content.decode()

    assert reverse("seller:home", args=[second.slug]) in page


@pytest.mark.parametrize("people", [1, 20])
def test_a_team_of_twenty_costs_the_queries_of_one(owner, shop, people, django_assert_num_queries):
    MemberFactory.create_batch(people, seller=shop, role="packer")
    with django_assert_num_queries(3):  # user, desk, members
        page = owner.get(team(shop))
    assert page.content.count(b'class="person"') == people + 1
