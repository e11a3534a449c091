import re

import pytest
from django.urls import reverse

from apps.sellers.models import Member
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import (
    CourierFactory,
    ShipmentFactory,
    UserFactory,
    WarehouseFactory,
)


@pytest.fixture
def courier(db):
    return CourierFactory()


@pytest.fixture
def phone(client, courier):
    """The courier's phone, logged in."""
    client.force_login(courier.user)
    return client


def url(name, shipment):
    return reverse(f"courier:{name}", args=[shipment.pk])


def test_a_courier_brings_a_parcel_from_the_warehouse_to_the_door(phone, courier):
    shipment = ShipmentFactory(courier=courier, state="ready")
    page = phone.get(reverse("courier:round")).content.decode()
    assert url("pick-up", shipment) in page

    at_door = phone.post(url("pick-up", shipment), follow=True).content.decode()
    assert "Yunusobod 4, 12, flat 31" in at_door
    assert 'href="tel:+998901112233"' in at_door
    wrong = phone.post(url("deliver", shipment), {"code": "111111"})
    assert wrong.status_code == 422
    assert "4 tries left" in wrong.content.decode()
    done = phone.post(url("deliver", shipment), {"code": "314 159"}, follow=True)

    assert done.redirect_chain == [(reverse("courier:round"), 302)]
    assert "<b>1</b> delivered" in done.content.decode()
    assert "Delivered" in phone.get(url("parcel", shipment)).content.decode()


def test_a_courier_says_why_a_parcel_was_not_handed_over(phone, courier):
    shipment = ShipmentFactory(courier=courier, state="out_for_delivery")

    silent = phone.post(url("fail", shipment), {})
    phone.post(url("fail", shipment), {"note": "nobody_home"})

    assert silent.status_code == 422
    assert "Choose a reason." in silent.content.decode()
    assert "nobody is at home" in phone.get(url("parcel", shipment)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_locked_code_is_said(client):
    courier = CourierFactory()
    client.force_login(courier.user)
    shipment = ShipmentFactory(courier=courier, state="out_for_delivery")

    answers = [client.post(url("deliver", shipment), {"code": str(n)}) for n in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 4 + [429] * 2
    assert "Please call support" in answers[-1].content.decode()


def test_nobody_sees_another_couriers_parcel(phone, courier):
    foreign = ShipmentFactory(courier=CourierFactory(), state="out_for_delivery")

    for answer in (
        phone.get(url("parcel", foreign)),
        phone.post(url("pick-up", foreign)),
        phone.post(url("deliver", foreign), {"code": "314159"}),
        phone.post(url("fail", foreign), {"note": "nobody_home"}),
    ):
        assert answer.status_code == 404
    foreign.refresh_from_db()
    assert (foreign.state, foreign.wrong_code_count) == ("out_for_delivery", 0)


def test_a_code_is_on_no_page_of_the_courier(phone, courier):
    shipment = ShipmentFactory(courier=courier, state="out_for_delivery")

    for page in (reverse("courier:round"), url("parcel", shipment)):
        assert "314159" not in phone.get(page).content.decode()


def test_who_is_no_courier_finds_no_round(client, db):
    assert client.get(reverse("courier:round")).status_code == 302
    client.force_login(UserFactory())

    assert client.get(reverse("courier:round")).status_code == 404
    assert client.get(url("parcel", ShipmentFactory())).status_code == 404


@pytest.mark.parametrize("rows", [1, 12])
def test_a_round_of_twelve_costs_the_queries_of_one(
    phone, courier, rows, django_assert_num_queries
):
    ShipmentFactory.create_batch(rows, courier=courier, state="out_for_delivery")
    phone.get(reverse("courier:round"))

    with django_assert_num_queries(5):  # user, courier, parcels, their steps, done today
        phone.get(reverse("courier:round"))


def test_a_seller_prints_the_label_of_an_own_parcel(client, db):
    user, own = UserFactory(), ShipmentFactory()
    Member.objects.create(seller=own.seller, user=user, role="packer")
    foreign = ShipmentFactory(origin=WarehouseFactory())
    client.force_login(user)

    label = client.get(reverse("seller:label", args=[own.seller.slug, own.pk]))
    strange = client.get(reverse("seller:label", args=[own.seller.slug, foreign.pk]))
    strangers = client.get(reverse("seller:label", args=[foreign.seller.slug, foreign.pk]))

    page = label.content.decode()
    assert own.number in page
    assert "Dilnoza Karimova" in page
    assert own.delivery_code not in page
    assert (strange.status_code, strangers.status_code) == (404, 404)


def test_who_is_not_logged_in_is_asked_to(client, db):
    shipment = ShipmentFactory(state="out_for_delivery")
    answers = [
        client.get(url("parcel", shipment)),
        client.post(url("pick-up", shipment)),
        client.post(url("deliver", shipment), {"code": "314159"}),
        client.post(url("fail", shipment), {"note": "nobody_home"}),
        client.get(reverse("seller:label", args=[shipment.seller.slug, shipment.pk])),
    ]

    assert {(answer.status_code, "login" in answer.url) for answer in answers} == {(302, True)}
    shipment.refresh_from_db()
    assert shipment.state == "out_for_delivery"


@pytest.mark.parametrize("code", ["", "1" * 21, "<script>", "31415", "٣١٤١٥٩"])
def test_a_code_that_is_none_delivers_nothing_and_is_asked_for_again(phone, courier, code):
    shipment = ShipmentFactory(courier=courier, state="out_for_delivery")

    answer = phone.post(url("deliver", shipment), {"code": code})

    shipment.refresh_from_db()
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert shipment.state == "out_for_delivery"


def test_a_reason_nobody_offered_is_refused(phone, courier):
    shipment = ShipmentFactory(courier=courier, state="out_for_delivery")

    assert phone.post(url("fail", shipment), {"note": "eaten"}).status_code == 422
    shipment.refresh_from_db()
    assert shipment.state == "out_for_delivery"


def test_a_parcel_delivered_twice_was_delivered_once(phone, courier):
    shipment = ShipmentFactory(courier=courier, state="out_for_delivery")
    phone.post(url("deliver", shipment), {"code": "314159"})
    first = Shipment.objects.get().delivered_at

    again = phone.post(url("deliver", shipment), {"code": "314159"})

    assert again.status_code == 302
    assert Shipment.objects.get().delivered_at == first


def test_looking_moves_no_parcel(phone, courier):
    shipment = ShipmentFactory(courier=courier, state="ready")

    for name in ("pick-up", "deliver", "fail"):
        assert phone.get(url(name, shipment)).status_code == 405
    shipment.refresh_from_db()
    assert shipment.state == "ready"


def test_the_next_stop_is_a_card_and_the_rest_a_list_with_what_failed_last(phone, courier):
    failed = ShipmentFactory(courier=courier, state="out_for_delivery")
    phone.post(url("fail", failed), {"note": "nobody_home"})
    open_ones = ShipmentFactory.create_batch(2, courier=courier, state="out_for_delivery")

    page = phone.get(reverse("courier:round")).content.decode()

    assert page.count("next-stop") == 1
    assert page.count('class="route-stop"') == 2
    last = page.rindex('class="route-stop"')
    assert str(failed.pk) in page[last:]
    assert all(str(each.pk) in page[:last] for each in open_ones)


@pytest.mark.parametrize("state", ["ready", "out_for_delivery", "failed"])
def test_every_form_of_the_courier_carries_its_token(phone, courier, state):
    shipment = ShipmentFactory(courier=courier, state=state)

    for page in (reverse("courier:round"), url("parcel", shipment)):
        for form in re.findall(r"<form.*?</form>", phone.get(page).content.decode(), re.DOTALL):
            assert "csrfmiddlewaretoken" in form
