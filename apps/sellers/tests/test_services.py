"""Opening shops, deciding on them, and who works in them."""

from dataclasses import replace
from functools import partial

import pytest
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Forbidden, Invalid, InvalidTransition, NotAllowed
from apps.core.models import AuditEntry
from apps.geo.tests.factories import CityFactory
from apps.sellers import rules, selectors, services
from apps.sellers.models import Member, MemberRole, Seller, SellerState, Warehouse
from apps.sellers.services import Application
from apps.sellers.tests.factories import MemberFactory, SellerFactory

APPLICATION = Application(
    name="Margilan Adras",
    legal_name="Margilan Adras LLC",
    tax_number="301234567",
    email="adras@example.com",
    phone="+998901234567",
    city_code="1726",
    street="Bozor 1",
    about="Handwoven ikat",
    language="en",
)


@pytest.fixture
def shop(db):
    return SellerFactory()


@pytest.fixture
def owner(shop):
    return selectors.desk_of(user=shop.members.get().user, shop=shop.slug).by


def test_an_application_opens_a_shop_with_its_owner_and_warehouse_that_may_not_sell_yet(
    db, published
):
    """R15.1"""
    user = UserFactory()
    CityFactory()

    shop = services.apply_to_sell(user=user, application=APPLICATION)

    assert (shop.state, shop.slug, shop.about) == (
        SellerState.APPLIED,
        "margilan-adras",
        {"en": "Handwoven ikat"},
    )
    assert shop.members.get().user == user
    assert shop.warehouses.get().street == "Bozor 1"
    assert not Seller.objects.open().exists()
    assert published() == ["sellers.SellerApplied"]


def test_a_name_is_taken_once_and_an_address_of_similar_names_differs(db):
    user = UserFactory()
    CityFactory()
    services.apply_to_sell(user=user, application=APPLICATION)

    with pytest.raises(Conflict):
        services.apply_to_sell(user=user, application=APPLICATION)
    again = services.apply_to_sell(
        user=user, application=replace(APPLICATION, name="Margilan, Adras")
    )

    assert Seller.objects.count() == 2
    assert again.slug == "margilan-adras-2"


def test_a_shop_ships_from_a_place_we_know(db):
    with pytest.raises(Invalid) as error:
        services.apply_to_sell(user=UserFactory(), application=APPLICATION)

    assert set(error.value.fields) == {"city"}
    assert not Seller.objects.exists()


def test_staff_approve_refuse_and_suspend_and_each_decision_is_on_record(shop, published):
    Seller.objects.update(state=SellerState.APPLIED)
    by, now = Actor(role="staff"), timezone.now()

    services.reject_seller(seller_id=shop.pk, by=by, reason="No papers", now=now)
    services.approve_seller(seller_id=shop.pk, by=by, now=now)
    services.approve_seller(seller_id=shop.pk, by=by, now=now)
    services.suspend_seller(seller_id=shop.pk, by=by, reason="Fakes", now=now)

    shop.refresh_from_db()
    assert (shop.state, shop.decision_reason) == (SellerState.SUSPENDED, "Fakes")
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "sellers.rejected",
        "sellers.approved",
        "sellers.suspended",
    ]
    assert published() == [
        "sellers.SellerRejected",
        "sellers.WarehouseOpened",
        "sellers.SellerApproved",
        "sellers.SellerSuspended",
    ]


@pytest.mark.parametrize("start", SellerState.values)
@pytest.mark.parametrize("end", ["approved", "rejected", "suspended"])
def test_a_shop_moves_only_where_the_table_says(shop, start, end):
    Seller.objects.update(state=start)
    decide = {
        "approved": lambda: services.approve_seller(
            seller_id=shop.pk, by=SYSTEM, now=timezone.now()
        ),
        "rejected": lambda: services.reject_seller(
            seller_id=shop.pk, by=SYSTEM, reason="", now=timezone.now()
        ),
        "suspended": lambda: services.suspend_seller(
            seller_id=shop.pk, by=SYSTEM, reason="", now=timezone.now()
        ),
    }[end]

    if start == end or end in rules.MOVES[start]:
        assert decide().state == end
    else:
        with pytest.raises(InvalidTransition):
            decide()
        assert Seller.objects.get().state == start


def test_no_seller_decides_on_a_shop(shop, owner):
    with pytest.raises(NotAllowed):
        services.suspend_seller(seller_id=shop.pk, by=owner, reason="", now=timezone.now())

    assert Seller.objects.get().state == SellerState.APPROVED


def test_a_registered_person_joins_the_team_and_changes_role_once(shop, owner):
    """R15.1"""
    UserFactory(email="aziz@example.com")

    services.add_member(seller_id=shop.pk, email="AZIZ@example.com", role="packer", by=owner)
    services.add_member(seller_id=shop.pk, email="aziz@example.com", role="manager", by=owner)

    assert list(shop.members.order_by("pk").values_list("role", flat=True)) == ["owner", "manager"]


def test_nobody_without_an_account_joins(shop, owner):
    with pytest.raises(Invalid) as error:
        services.add_member(seller_id=shop.pk, email="who@example.com", role="packer", by=owner)

    assert set(error.value.fields) == {"email"}
    assert shop.members.count() == 1


def test_a_shop_keeps_an_owner(shop, owner):
    member = shop.members.get()

    with pytest.raises(Conflict):
        services.remove_member(seller_id=shop.pk, member_id=member.pk, by=owner)
    with pytest.raises(Conflict):
        services.add_member(
            seller_id=shop.pk, email=member.user.email, role=MemberRole.PACKER, by=owner
        )
    second = MemberFactory(seller=shop)
    services.remove_member(seller_id=shop.pk, member_id=member.pk, by=owner)

    assert list(shop.members.all()) == [second]


def test_another_shops_member_cannot_be_removed_from_here(shop, owner):
    other = SellerFactory().members.get()

    with pytest.raises(NotAllowed):
        services.remove_member(seller_id=shop.pk, member_id=other.pk, by=owner)

    assert Member.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("role", "right"), [("manager", "team"), ("packer", "team"), ("packer", "settings")]
)
def test_who_lacks_the_right_changes_neither_team_nor_settings(shop, role, right):
    by = selectors.desk_of(user=MemberFactory(seller=shop, role=role).user, shop=shop.slug).by

    change = {
        "team": partial(services.add_member, email="a@example.com", role="packer"),
        "settings": partial(
            services.save_settings, about={}, phone="+998901234568", handling_days=9
        ),
    }[right]

    with pytest.raises(Forbidden):
        change(seller_id=shop.pk, by=by)
    shop.refresh_from_db()
    assert shop.handling_days == 1


def test_a_stranger_has_no_desk_and_a_former_member_none_any_more(shop, owner):
    packer = MemberFactory(seller=shop, role="packer")

    services.remove_member(seller_id=shop.pk, member_id=packer.pk, by=owner)

    for user in (packer.user, UserFactory()):
        with pytest.raises(NotAllowed):
            selectors.desk_of(user=user, shop=shop.slug)


def test_a_further_warehouse_stands_beside_the_default_one(shop, owner, published):
    services.open_warehouse(
        seller_id=shop.pk, name="Second", city_code=shop.city_id, street="Navoi 3", by=owner
    )
    with pytest.raises(Invalid):
        services.open_warehouse(
            seller_id=shop.pk, name="Third", city_code="nowhere", street="", by=owner
        )

    assert Warehouse.objects.filter(seller=shop).count() == 2
    assert published() == ["sellers.WarehouseOpened"]
