"""The cart for apps: a person's, and a guest's by cookie."""

from uuid import uuid4

import pytest
from django.test import Client

from apps.accounts.tests.door import PASSWORD, confirmed, post
from apps.accounts.tests.factories import UserFactory
from apps.cart.models import Cart
from apps.catalog.tests.factories import OfferFactory
from apps.geo.tests.factories import CityFactory
from apps.shipping.tests.factories import RateFactory

CART = "/api/v1/cart/"
LINES = "/api/v1/cart/lines/"
PROBLEM = "application/problem+json"


@pytest.fixture
def offer(db):
    CityFactory()
    RateFactory()
    return OfferFactory()


def add(client, offer_id, quantity=1):
    body = {"offer_id": str(offer_id), "quantity": quantity}
    return client.post(LINES, body, content_type="application/json")


def line_id(answer):
    return answer.json()["groups"][0]["lines"][0]["id"]


def test_a_guest_gathers_goods_and_is_known_again_by_the_cookie(client, offer):
    """R5.1"""
    answer = add(client, offer.pk, 2)
    again = client.get(CART)

    assert answer.status_code == 201
    assert answer.cookies["cart"]["httponly"]
    line = again.json()["groups"][0]["lines"][0]
    assert (line["quantity"], line["total"], line["currency"]) == (2, "200000.00", "UZS")
    assert again.json()["is_ready"] is True
    assert Client().get(CART).json()["groups"] == []


def test_the_cart_page_and_the_api_show_one_cart(client, offer):
    add(client, offer.pk)

    cart = Cart.objects.get()

    assert client.get(CART).wsgi_request.get_signed_cookie("cart") == cart.token


def test_a_persons_cart_follows_the_login_not_the_cookie(client, offer):
    person = UserFactory()
    client.force_login(person)

    answer = add(client, offer.pk)

    assert "cart" not in answer.cookies
    assert Cart.objects.get().user == person


def test_what_a_guest_gathered_is_there_after_signing_in_by_the_app(client, offer):
    """C14: guest's cart, login, merge; the token alone shows it afterwards."""
    add(client, offer.pk, 2)
    person = confirmed()

    sent = {"email": person.email, "password": PASSWORD}
    token = post("login", sent, client=client).json()["access_token"]

    cart = Client().get(CART, headers={"authorization": f"Bearer {token}"}).json()
    assert [line["quantity"] for line in cart["groups"][0]["lines"]] == [2]
    assert Cart.objects.get().user == person


def test_a_quantity_is_changed_and_a_line_taken_out(client, offer):
    pk = line_id(add(client, offer.pk))

    changed = client.patch(f"{LINES}{pk}/", {"quantity": 3}, content_type="application/json")
    removed = client.post(f"{LINES}{pk}/remove/")
    again = client.post(f"{LINES}{pk}/remove/")

    assert changed.json()["piece_count"] == 3
    assert removed.json()["groups"] == []
    assert (again.status_code, again.json()["code"]) == (404, "not_allowed")


def test_nobody_touches_another_visitors_line(client, offer):
    pk = line_id(add(client, offer.pk))
    stranger = Client()
    add(stranger, offer.pk)

    changed = stranger.patch(f"{LINES}{pk}/", {"quantity": 9}, content_type="application/json")
    removed = stranger.post(f"{LINES}{pk}/remove/")

    assert (changed.status_code, removed.status_code) == (404, 404)
    assert client.get(CART).json()["piece_count"] == 1


def test_a_city_changes_where_the_parcels_go(client, offer):
    city = CityFactory(code="1718401", name={"en": "Samarkand", "ru": "Самарканд"})

    answer = client.put(
        f"{CART}city/",
        {"city": city.code},
        content_type="application/json",
        headers={"accept-language": "ru"},
    )

    assert answer.json()["city"] == {"code": "1718401", "name": "Самарканд"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"quantity": 1}, "offer_id"),
        ({"offer_id": "seven"}, "offer_id"),
        ({"offer_id": str(uuid4()), "quantity": 0}, "quantity"),
        ({"offer_id": str(uuid4()), "quantity": -3}, "quantity"),
        ({"offer_id": str(uuid4()), "quantity": 10**30}, "quantity"),
        ({"offer_id": str(uuid4()), "quantity": "1.5"}, "quantity"),
        ({"offer_id": [1], "quantity": {}}, "offer_id"),
        ([], "body"),
        ('"text"', "body"),
        ("null", "body"),
    ],
)
def test_a_body_of_wrong_values_is_refused_by_field_and_makes_no_cart(client, offer, body, field):
    answer = client.post(LINES, body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert field in answer.json()["errors"]
    assert not Cart.objects.exists()


def test_an_offer_that_does_not_exist_or_is_sold_out_cannot_be_added(client, offer):
    sold_out = OfferFactory(seller=offer.seller, stock=0)

    assert add(client, uuid4()).status_code == 404
    assert add(client, sold_out.pk).status_code == 404
    assert client.get(CART).json()["groups"] == []


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ('{"offer_id":', "application/json", 400, "parse_error"),
        ("NaN", "application/json", 400, "parse_error"),
        ("[" * 100_000, "application/json", 400, "parse_error"),
        (b"\xff\xfe", "application/json", 400, "parse_error"),
        ("a=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ('"' + "x" * 6_000_000 + '"', "application/json", 413, "too_large"),
    ],
)
def test_what_is_no_json_or_too_large_is_a_problem_of_its_own(
    client, offer, body, content_type, status, code
):
    answer = client.post(LINES, body, content_type=content_type)

    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert (answer.json()["status"], answer.json()["code"]) == (status, code)


def test_a_method_or_an_address_nobody_serves_is_a_problem(client, offer):
    wrong_method = client.delete(CART)
    unknown = client.get("/api/v1/carts/")
    without_slash = client.post("/api/v1/cart", {}, content_type="application/json")
    wrong_answer = client.get(CART, headers={"accept": "text/html"})

    assert (wrong_method.status_code, wrong_method.json()["code"]) == (405, "method_not_allowed")
    assert wrong_method["Allow"] == "GET, HEAD, OPTIONS"
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    assert (without_slash.status_code, without_slash.json()["code"]) == (404, "not_found")
    assert (wrong_answer.status_code, wrong_answer.json()["code"]) == (406, "not_acceptable")
    for answer in (wrong_method, unknown, without_slash, wrong_answer):
        assert answer["Content-Type"] == PROBLEM


def test_a_logged_in_person_writes_only_with_the_csrf_token(offer):
    """R2.5"""
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(UserFactory())

    answer = add(careful, offer.pk)

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert not Cart.objects.exists()


@pytest.mark.parametrize("rows", [1, 12])
def test_a_cart_costs_the_same_queries_for_one_line_and_for_twelve(
    client, offer, rows, django_assert_max_num_queries
):
    add(client, offer.pk)
    for _number in range(rows - 1):
        add(client, OfferFactory().pk)

    # cart, city, lines, offers, stock, words 2, photos, categories, warehouses, rates
    with django_assert_max_num_queries(11):
        answer = client.get(CART)

    assert sum(len(group["lines"]) for group in answer.json()["groups"]) == rows
