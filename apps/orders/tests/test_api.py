"""Orders from an app: placed once, seen by their owner only."""

import pytest
from django.test import Client

from apps.accounts.tests.factories import UserFactory
from apps.cart import services as carts
from apps.catalog.models import Stock
from apps.catalog.tests.factories import OfferFactory
from apps.geo.tests.factories import CityFactory
from apps.orders.models import Order, State
from apps.payments.models import Payment, PaymentState
from apps.shipping.tests.factories import RateFactory

ORDERS = "/api/v1/orders/"
PLACE = "/api/v1/orders/place/"
PROBLEM = "application/problem+json"
KEY = {"idempotency-key": "first-try-0001"}


@pytest.fixture
def shopper(db):
    return UserFactory()


@pytest.fixture
def offer(db):
    CityFactory()
    RateFactory()
    return OfferFactory()


@pytest.fixture
def app(client, shopper):
    client.force_login(shopper)
    return client


def fill(shopper, *offers, quantity=2):
    cart = carts.cart_of_user(user=shopper)
    for each in offers:
        carts.add_line(cart=cart, offer_id=each.pk, quantity=quantity)
    return cart


def body(total="217000.00", **changes):
    """Two teapots of 100 000 and their delivery within the city."""
    return {
        "contact": {
            "name": "Dilnoza Karimova",
            "phone": "+998 90 123-45-67",
            "email": "dilnoza@example.com",
        },
        "address": {"city": "1726", "street": "Amir Temur 1, 15"},
        "expected_total": total,
    } | changes


def place(client, sent, **headers):
    return client.post(PLACE, sent, content_type="application/json", headers={**KEY, **headers})


def placed(client, shopper, offer):
    fill(shopper, offer)
    total = client.get("/api/v1/cart/").json()["total"]
    answer = place(client, body(total))
    assert answer.status_code == 201, answer.content
    return Order.objects.get(number=answer.json()["number"])


def test_an_order_is_placed_from_the_cart_with_a_payment_to_make(app, shopper, offer):
    """R5.3, R5.4"""
    fill(shopper, offer)
    total = app.get("/api/v1/cart/").json()["total"]

    answer = place(app, body(total))

    order = Order.objects.get()
    payment = Payment.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "number": order.number,
        "total": total,
        "currency": "UZS",
        "access_key": order.access_key,
        "payment_id": str(payment.pk),
    }
    assert (order.user, order.phone) == (shopper, "+998901234567")
    assert Stock.objects.get(offer=offer).reserved == 2
    assert app.get("/api/v1/cart/").json()["groups"] == []


def test_the_same_key_gives_the_same_order_and_another_body_is_refused(app, shopper, offer):
    """R5.4: idempotency"""
    fill(shopper, offer)
    total = app.get("/api/v1/cart/").json()["total"]
    first = place(app, body(total))

    again = place(app, body(total))
    other_street = place(app, body(total, address={"city": "1726", "street": "Elsewhere 2"}))
    other_total = place(app, body("1.00"))

    assert again.json() == first.json()
    for answer in (other_street, other_total):
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")
    assert Order.objects.count() == 1


@pytest.mark.parametrize("key", [None, "", "short", "x" * 81, "with space"])
def test_without_a_usable_key_nothing_is_placed(app, shopper, offer, key):
    fill(shopper, offer)
    headers = {} if key is None else {"idempotency-key": key}

    answer = app.post(PLACE, body(), content_type="application/json", headers=headers)

    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert not Order.objects.exists()


def test_a_sum_the_shopper_has_not_seen_is_a_conflict(app, shopper, offer):
    fill(shopper, offer)

    answer = place(app, body("5.00"))

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.price_changed")
    assert not Order.objects.exists()
    assert Stock.objects.get(offer=offer).reserved == 0


def test_goods_sold_out_meanwhile_are_named(app, shopper, offer):
    """R5.5"""
    fill(shopper, offer)
    Stock.objects.update(on_hand=1)

    answer = place(app, body())

    assert (answer.status_code, answer.json()["code"]) == (409, "catalog.out_of_stock")
    assert answer.json()["lines"] == [{"offer_id": str(offer.pk), "asked": 2, "free": 1}]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contact": {"name": "", "phone": "1", "email": "no"}}, "contact.email"),
        ({"contact": None}, "contact"),
        ({"contact": {"name": "A", "phone": "12", "email": "a@b.uz"}}, "contact.phone"),
        ({"address": {"city": "1726"}}, "address.street"),
        ({"address": {"city": "9999999", "street": "x"}}, "city"),
        ({"address": {"city": "1726", "street": "x" * 201}}, "address.street"),
        ({"expected_total": "-1"}, "expected_total"),
        ({"expected_total": "1e400"}, "expected_total"),
        ({"expected_total": "cheap"}, "expected_total"),
    ],
)
def test_a_body_of_wrong_values_is_refused_by_field(app, shopper, offer, changes, field):
    fill(shopper, offer)

    answer = place(app, body(**changes))

    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert field in answer.json()["errors"]
    assert not Order.objects.exists()


def test_an_empty_cart_cannot_be_ordered(app, shopper, offer):
    assert place(app, body()).json()["title"] == "Your cart is empty."
    fill(shopper)
    assert place(app, body()).status_code == 422
    assert place(Client(), body()).status_code == 422


def test_a_guest_places_and_opens_an_order_with_its_key(client, offer):
    """R5.1"""
    client.post(
        "/api/v1/cart/lines/",
        {"offer_id": str(offer.pk), "quantity": 1},
        content_type="application/json",
    )
    total = client.get("/api/v1/cart/").json()["total"]

    answer = place(client, body(total))

    number, key = answer.json()["number"], answer.json()["access_key"]
    shown = Client().get(f"{ORDERS}{number}/", headers={"access-key": key})
    assert shown.json()["parts"][0]["items"][0]["quantity"] == 1
    assert Client().get(f"{ORDERS}{number}/").status_code == 404


def test_somebody_elses_order_does_not_exist(app, shopper, offer):
    order = placed(app, shopper, offer)
    stranger = Client()
    stranger.force_login(UserFactory())

    seen = stranger.get(f"{ORDERS}{order.number}/")
    cancelled = stranger.post(f"{ORDERS}{order.number}/cancel/")

    assert (seen.status_code, seen["Content-Type"]) == (404, PROBLEM)
    assert cancelled.status_code == 404
    assert stranger.get(ORDERS).json()["results"] == []
    assert order.parts.get().state == State.CREATED


def test_the_list_is_for_people_who_are_logged_in(client, db):
    answer = client.get(ORDERS)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_a_shopper_cancels_twice_and_it_is_cancelled_once(app, shopper, offer, published):
    """R5.6"""
    order = placed(app, shopper, offer)

    first = app.post(f"{ORDERS}{order.number}/cancel/")
    again = app.post(f"{ORDERS}{order.number}/cancel/")

    assert (first.json()["state"], again.json()["state"]) == ("cancelled", "cancelled")
    assert published().count("orders.SellerOrderCancelled") == 1
    assert Payment.objects.get().state == PaymentState.CANCELLED
    assert Stock.objects.get(offer=offer).reserved == 0


def test_what_is_being_packed_cannot_be_cancelled(app, shopper, offer):
    order = placed(app, shopper, offer)
    order.parts.update(state=State.ACCEPTED)

    answer = app.post(f"{ORDERS}{order.number}/cancel/")

    assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")
    assert order.parts.get().state == State.ACCEPTED


@pytest.mark.parametrize("rows", [1, 12])
def test_the_list_costs_the_same_queries_for_one_order_and_for_twelve(
    app, shopper, rows, django_assert_num_queries
):
    CityFactory()
    RateFactory()
    for number in range(rows):
        fill(shopper, OfferFactory())
        total = app.get("/api/v1/cart/").json()["total"]
        assert place(app, body(total), **{"idempotency-key": f"try-{number:08}"}).status_code == 201

    with django_assert_num_queries(5):  # user, orders, parts, items, shipments
        answer = app.get(f"{ORDERS}?limit=50")

    assert len(answer.json()["results"]) == rows


def test_pages_follow_by_cursor(app, shopper):
    CityFactory()
    RateFactory()
    for number in range(3):
        fill(shopper, OfferFactory())
        total = app.get("/api/v1/cart/").json()["total"]
        place(app, body(total), **{"idempotency-key": f"try-{number:08}"})

    first = app.get(f"{ORDERS}?limit=2").json()
    second = app.get(first["next"]).json()

    numbers = [row["number"] for row in first["results"] + second["results"]]
    assert numbers == list(Order.objects.order_by("-pk").values_list("number", flat=True))
