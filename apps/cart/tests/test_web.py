"""The cart's pages, as a guest without JavaScript and with htmx, and as somebody signed in."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.tests.door import confirm
from apps.cart.models import Cart
from apps.cart.tests.factories import CartFactory, CartLineFactory, GuestCartFactory
from apps.cart.web.visitor import COOKIE
from apps.catalog.models import Stock
from apps.catalog.tests.factories import OfferFactory, ProductFactory
from apps.geo.models import City
from apps.geo.tests.factories import CityFactory
from apps.shipping.tests.factories import RateFactory

CART = "/en/cart/"
HTMX = {"hx-request": "true"}
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def place(db):
    RateFactory()
    return CityFactory()


@pytest.fixture
def cart():
    return CartFactory()


@pytest.fixture
def shopper(client, cart):
    client.force_login(cart.user)
    return client


def url(name, *args):
    return reverse(f"cart:{name}", args=args)


def add(client, offer_id, headers=OURS, **sent):
    return client.post(url("add"), {"offer_id": offer_id, **sent}, headers=headers)


def test_a_guest_puts_goods_in_and_finds_them_again_by_a_cookie(client):
    offer = OfferFactory()

    answer = add(client, offer.pk, quantity=2, next="/en/place/")
    page = client.get(CART).content.decode()

    assert (answer.status_code, answer.url) == (302, "/en/place/")
    assert client.cookies[COOKIE]["httponly"]
    assert offer.product.title["en"] in page
    assert "200\u202f000" in page


def test_nobody_is_led_to_another_site_after_adding(client):
    answer = add(client, OfferFactory().pk, next="https://evil.example/")

    assert answer.url == CART


@pytest.mark.parametrize("word", ["nowhere", "cart:nowhere", "two words"])
def test_a_made_up_way_back_is_no_error(client, word):
    assert add(client, OfferFactory().pk, next=word).status_code == 302


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_another_site_cannot_fill_a_cart(client, headers):
    assert add(client, OfferFactory().pk, headers=headers).status_code == 403
    assert not Cart.objects.exists()


def test_with_htmx_a_panel_says_what_was_added_and_how_many_lines_there_are(client):
    offer = OfferFactory()

    panel = add(client, offer.pk, headers=OURS | HTMX).content.decode()

    assert "In your cart" in panel
    assert offer.product.title["en"] in panel
    assert 'data-cart-count="1"' in panel
    assert "<html" not in panel


@pytest.mark.parametrize("quantity", ["-1", "0", "1000", "99999999999999999999", "two", "1e9"])
def test_a_number_that_makes_no_sense_adds_nothing(client, quantity):
    answer = add(client, OfferFactory().pk, quantity=quantity)

    assert answer.status_code == 422
    assert not Cart.objects.exists()


@pytest.mark.parametrize("offer_id", ["", "garbage", "00000000-0000-0000-0000-000000000000"])
def test_a_line_for_nothing_is_not_written(client, offer_id):
    answer = add(client, offer_id)

    assert answer.status_code in (404, 422)
    assert not Cart.objects.filter(lines__isnull=False).exists()


def test_an_empty_cart_says_what_to_do_next(client):
    page = client.get(CART)

    assert page.status_code == 200
    assert "Your cart is empty" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_the_number_of_pieces_is_changed_by_typing_and_by_buttons(shopper, cart):
    line = CartLineFactory(cart=cart)

    for sent, wanted in (
        ({"quantity": 4}, 4),
        ({"quantity": 4, "step": 1}, 5),
        ({"quantity": 5, "step": -1}, 4),
    ):
        answer = shopper.post(url("line", line.pk), sent)
        line.refresh_from_db()
        assert (answer.status_code, line.quantity) == (302, wanted)


@pytest.mark.parametrize(
    "sent",
    [
        {"quantity": "-3"},
        {"quantity": "1000"},
        {"quantity": "many"},
        {"quantity": ""},
        {"quantity": "1", "step": "-1"},
        {"quantity": "999", "step": "1"},
        {"quantity": "2", "step": "7"},
        {},
    ],
)
def test_a_refused_number_is_said_beside_its_field(shopper, cart, sent):
    line = CartLineFactory(cart=cart, quantity=2)

    answer = shopper.post(url("line", line.pk), sent, headers=HTMX)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="wrong-{line.pk}"' in page
    assert 'aria-invalid="true"' in page
    line.refresh_from_db()
    assert line.quantity == 2


def test_what_was_taken_out_can_be_put_back_even_after_a_reload(shopper, cart):
    """K2"""
    line = CartLineFactory(cart=cart, quantity=3)
    title = line.offer.product.title["en"]

    gone = shopper.post(url("remove", line.pk), follow=True).content.decode()
    assert title in gone
    assert "Put back" in gone
    assert not cart.lines.exists()
    shopper.post(url("undo"), {"offer_id": line.offer_id, "quantity": 3})

    assert cart.lines.get().quantity == 3


def test_htmx_gets_the_cart_alone(shopper, cart):
    CartLineFactory(cart=cart)

    whole, part = shopper.get(CART), shopper.get(CART, headers=HTMX)

    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_only_ticked_lines_are_bought_now(shopper, cart):
    first, second = CartLineFactory(cart=cart), CartLineFactory(cart=cart)

    shopper.post(url("choose"), {"line": [first.pk]})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_chosen, second.is_chosen) == (True, False)
    assert "Kept for later" in shopper.get(CART).content.decode()


def test_ticking_somebody_elses_line_is_refused(shopper, cart):
    own, foreign = CartLineFactory(cart=cart), CartLineFactory(is_chosen=False)

    answer = shopper.post(url("choose"), {"line": [foreign.pk]})

    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (answer.status_code, own.is_chosen, foreign.is_chosen) == (422, True, False)


def test_another_persons_line_does_not_exist_for_me(shopper, cart):
    foreign = CartLineFactory(quantity=2)

    answers = [
        shopper.post(url("line", foreign.pk), {"quantity": 9}),
        shopper.post(url("remove", foreign.pk)),
    ]

    foreign.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404]
    assert foreign.quantity == 2


def test_a_visitor_without_a_cart_changes_nothing(client):
    line = CartLineFactory()

    assert client.post(url("line", line.pk), {"quantity": 2}).status_code == 404
    assert client.post(url("accept")).status_code == 404
    assert client.post(url("choose")).status_code == 404


def test_a_forged_cookie_opens_no_cart(client):
    guest = GuestCartFactory()
    CartLineFactory(cart=guest)

    client.cookies[COOKIE] = f"{guest.token}:forged"

    assert "Your cart is empty" in client.get(CART).content.decode()


def test_a_new_price_is_told_until_it_has_been_seen(shopper, cart):
    CartLineFactory(cart=cart, seen_price=Decimal(90_000))
    assert "The price rose" in shopper.get(CART).content.decode()

    shopper.post(url("accept"))

    assert "The price rose" not in shopper.get(CART).content.decode()


def test_goods_that_cannot_be_had_keep_the_way_to_the_checkout_shut(shopper, cart):
    line = CartLineFactory(cart=cart, quantity=4)
    Stock.objects.filter(offer=line.offer).update(on_hand=2)

    page = shopper.get(CART).content.decode()

    assert "Only 2 pieces are left." in page
    assert "Take 2" in page
    assert reverse("orders:checkout") not in page


def test_what_a_guest_gathered_is_there_after_signing_in(client, cart):
    """R5.1: over the real login page."""
    offer = OfferFactory()
    add(client, offer.pk)
    cart.user.set_password("correct-horse-9")
    cart.user.save()
    confirm(cart.user)

    client.post("/en/account/login/", {"login": cart.user.email, "password": "correct-horse-9"})

    assert cart.lines.get().offer_id == offer.pk
    assert not Cart.objects.filter(user=None).exists()


def test_a_guest_marks_a_favourite_and_sees_it_in_the_list(client):
    product = OfferFactory().product

    answer = client.post(
        url("favourite"), {"product_id": product.pk}, headers=OURS | HTMX
    ).content.decode()
    page = client.get(url("favourites")).content.decode()

    assert 'aria-pressed="true"' in answer
    assert 'data-favourite-count="1"' in answer
    assert 'data-marked="favourite"' in answer
    assert f'data-product="{product.pk}"' in answer
    assert 'data-is-marked="true"' in answer
    assert product.title["en"] in page


def test_a_heart_on_nothing_is_refused(client):
    answers = [
        client.post(url("favourite"), {"product_id": sent}, headers=OURS)
        for sent in (uuid4(), "nonsense")
    ]

    assert [answer.status_code for answer in answers] == [404, 422]


def test_a_list_without_favourites_says_how_to_fill_it(client):
    assert "Nothing marked yet" in client.get(url("favourites")).content.decode()


def test_the_place_chosen_changes_what_delivery_is_counted_for(client, place):
    RateFactory(distance="region")
    other = City.objects.create(code="1718401", region=place.region, name={"en": "Samarkand"})
    assert "Samarkand" in client.get(url("choose-place")).content.decode()

    client.post(url("place"), {"city": other.pk, "next": CART}, headers=OURS)
    add(client, OfferFactory().pk)

    assert "Delivery is for Samarkand." in client.get(CART).content.decode()


@pytest.mark.parametrize("city", ["", "nowhere", "x" * 40])
def test_a_place_that_does_not_exist_is_refused(client, city):
    assert client.post(url("place"), {"city": city}, headers=OURS).status_code == 422


@pytest.mark.parametrize("lines", [1, 12])
def test_the_cart_page_costs_the_same_queries_for_one_line_and_for_twelve(
    shopper, cart, lines, django_assert_num_queries
):
    CartLineFactory.create_batch(lines, cart=cart, offer__variant__options={"colour": "red"})
    shopper.get(CART)

    # person; cart; place; nine of the cart's view; the session is in the cache
    with django_assert_num_queries(12):
        page = shopper.get(CART).content.decode()

    assert page.count('class="cart-line"') == lines


@pytest.mark.parametrize("marks", [1, 12])
def test_the_favourites_cost_the_same_queries_for_one_and_for_twelve(
    shopper, cart, marks, django_assert_num_queries
):
    for _ in range(marks):
        cart.favourites.create(product=ProductFactory())
    shopper.get(url("favourites"))

    # person; cart; marks; cards
    with django_assert_num_queries(5):
        page = shopper.get(url("favourites")).content.decode()

    assert page.count('<article class="tile">') == marks
