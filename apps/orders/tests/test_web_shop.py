"""The shopper's pages: checkout as a guest and as a person, orders, an order by key or owner."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.door import confirmed
from apps.accounts.tests.factories import AddressFactory
from apps.cart import services as carts
from apps.cart.tests.factories import CartFactory, CartLineFactory
from apps.catalog.models import Offer, Stock
from apps.catalog.tests.factories import OfferFactory
from apps.geo.models import City
from apps.geo.tests.factories import CityFactory
from apps.orders import services
from apps.orders.models import Order, State
from apps.orders.tests.factories import OrderFactory, SellerOrderFactory
from apps.orders.tests.story import STAFF, bank_says_yes, bring, gather, place
from apps.payments.models import Payment, PaymentState
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import RateFactory

CHECKOUT = "/en/checkout/"
OURS = {"sec-fetch-site": "same-origin"}
HTMX = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def city(db):
    RateFactory()
    return CityFactory()


@pytest.fixture
def cart():
    return CartFactory()


@pytest.fixture
def shopper(client, cart):
    client.force_login(cart.user)
    return client


@pytest.fixture
def guest(client):
    """A visitor without an account and a teapot in the cart."""
    client.post("/en/cart/add/", {"offer_id": OfferFactory().pk}, headers=OURS)
    return client


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def filled(page, **changes):
    """The checkout form as somebody fills it in, with what the page itself sends along."""
    return {
        "name": "Dilnoza Karimova",
        "phone": "+998 90 111-22-33",
        "email": "dilnoza@example.com",
        "city": "1726",
        "street": "Amir Temur 1, 15",
        "note": "",
        "total": hidden(page, "total"),
        "key": hidden(page, "key"),
    } | changes


def order_url(order, key=""):
    path = reverse("orders:order", args=[order.number])
    return f"{path}?key={key}" if key else path


def test_a_guest_orders_and_is_sent_to_pay(guest):
    """O1, R5.4: no account is asked for."""
    page = guest.get(CHECKOUT).content.decode()
    assert "117\u202f000" in page
    assert "1 · Contact" in page

    answer = guest.post(CHECKOUT, filled(page))

    order, payment = Order.objects.get(), Payment.objects.get()
    assert (order.user, order.email, order.phone) == (None, "dilnoza@example.com", "+998901112233")
    assert (order.language, order.total) == ("en", Decimal(117_000))
    assert answer.status_code == 302
    assert answer.url == f"/en/pay/{payment.pk}/?key={payment.access_key}"
    assert order.access_key == payment.access_key


def test_pressing_pay_twice_leads_to_the_same_payment(guest):
    sent = filled(guest.get(CHECKOUT).content.decode())

    answers = [guest.post(CHECKOUT, sent) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Order.objects.count() == 1


def test_the_sum_survives_a_language_that_writes_commas(guest):
    page = guest.get("/ru/checkout/").content.decode()

    guest.post("/ru/checkout/", filled(page))

    assert hidden(page, "total") == "117000.00"
    assert Order.objects.get().language == "ru"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": "12"}, "phone"),
        ({"email": "not an address"}, "email"),
        ({"street": ""}, "street"),
        ({"city": "nowhere"}, "city"),
    ],
)
def test_a_wrong_field_is_marked_and_the_rest_is_kept(guest, changes, field):
    """O5, G6"""
    sent = filled(guest.get(CHECKOUT).content.decode(), **{"note": "Blue door"} | changes)

    answer = guest.post(CHECKOUT, sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(
        rf'id="id_{field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_{field}"', page
    )
    assert 'value="Blue door"' in page
    assert hidden(page, "key") == sent["key"]
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"key": ""}, {"key": "short"}, {"total": "much"}, {"total": ""}]
)
def test_what_the_page_itself_sends_cannot_be_made_up(guest, changes):
    answer = guest.post(CHECKOUT, filled(guest.get(CHECKOUT).content.decode(), **changes))

    assert answer.status_code == 422
    assert len(hidden(answer.content.decode(), "key")) >= 8
    assert not Order.objects.exists()


def test_a_price_that_rose_is_shown_and_asks_for_another_yes(guest):
    """C3"""
    page = guest.get(CHECKOUT).content.decode()
    Offer.objects.update(price=Decimal(150_000))

    answer = guest.post(CHECKOUT, filled(page))
    again = answer.content.decode()

    assert answer.status_code == 409
    assert "The sum has changed meanwhile." in again
    assert hidden(again, "total") == "167000.00"
    assert hidden(again, "key") != hidden(page, "key")
    assert guest.post(CHECKOUT, filled(again)).status_code == 302


def test_somebody_who_sends_another_sum_pays_the_right_one_or_nothing(guest):
    answer = guest.post(CHECKOUT, filled(guest.get(CHECKOUT).content.decode(), total="1.00"))

    assert answer.status_code == 409
    assert not Order.objects.exists()


def test_what_is_sold_out_meanwhile_leads_back_to_the_cart_which_says_it(guest):
    page = guest.get(CHECKOUT).content.decode()
    Stock.objects.update(on_hand=0)

    answer = guest.post(CHECKOUT, filled(page), follow=True)

    assert answer.redirect_chain == [("/en/cart/", 302)]
    assert "sold out" in answer.content.decode().lower()
    assert not Order.objects.exists()


def test_there_is_no_checkout_for_an_empty_cart(client, shopper, cart):
    assert shopper.get(CHECKOUT).url == "/en/cart/"
    CartLineFactory(cart=cart, is_chosen=False)
    assert shopper.get(CHECKOUT).url == "/en/cart/"
    client.logout()
    assert client.get(CHECKOUT).url == "/en/cart/"
    answer = client.post(CHECKOUT, {"name": "x"})
    assert (answer.status_code, answer.url) == (302, "/en/cart/")


def test_another_city_without_javascript_counts_anew_and_keeps_what_was_typed(guest, city):
    far = City.objects.create(code="1726262", region=city.region, name={"en": "Chilonzor"})
    RateFactory(distance="region", base=Decimal(30_000))
    sent = filled(guest.get(CHECKOUT).content.decode(), city=far.pk, name="Botir", recount="1")

    answer = guest.post(CHECKOUT, sent)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Botir"' in page
    assert hidden(page, "total") == "132000.00"
    assert not Order.objects.exists()


def test_htmx_gets_delivery_to_another_city_and_the_new_sum(guest, city):
    far = City.objects.create(code="1726262", region=city.region, name={"en": "Chilonzor"})
    RateFactory(distance="region", base=Decimal(30_000))

    page = guest.get(CHECKOUT, {"city": far.pk}, headers=HTMX).content.decode()

    assert "<html" not in page
    assert 'id="parcels"' in page
    assert hidden(page, "total") == "132000.00"


def test_a_saved_address_fills_the_form_and_another_one_is_a_link_away(shopper, cart, city):
    """O3, O4"""
    CartLineFactory(cart=cart)
    home = AddressFactory(user=cart.user, street="Home 1", is_default=True)
    work = AddressFactory(user=cart.user, street="Work 2", phone="+998935554433")
    foreign = AddressFactory(street="Foreign 3")

    first = shopper.get(CHECKOUT).content.decode()
    other = shopper.get(CHECKOUT, {"address": work.pk}).content.decode()
    new = shopper.get(CHECKOUT, {"address": "new"}).content.decode()
    stolen = shopper.get(CHECKOUT, {"address": foreign.pk}).content.decode()

    assert f'value="{home.street}"' in first
    assert f'value="{work.street}"' in other
    assert "+998935554433" in other
    assert 'value="Home 1"' not in new
    assert 'value="dilnoza' not in new
    assert foreign.street not in stolen


def test_the_checkout_offers_to_sign_in_only_to_a_guest(client, shopper, cart):
    CartLineFactory(cart=cart)
    way = "/en/account/login/?next=/en/checkout/"

    assert way not in shopper.get(CHECKOUT).content.decode()
    client.logout()
    client.post("/en/cart/add/", {"offer_id": OfferFactory().pk}, headers=OURS)
    assert way in client.get(CHECKOUT).content.decode()


@pytest.mark.parametrize("lines", [1, 10])
def test_the_checkout_costs_the_same_queries_for_one_line_and_for_ten(
    shopper, cart, lines, django_assert_num_queries
):
    CartLineFactory.create_batch(lines, cart=cart, offer__variant__options={"colour": "red"})
    AddressFactory.create_batch(lines, user=cart.user)
    shopper.get(CHECKOUT)

    # person; cart; addresses; place; nine of the cart's view
    with django_assert_num_queries(13):
        page = shopper.get(CHECKOUT).content.decode()

    assert page.count("parcel-choice") == lines


def test_a_guest_reads_the_order_by_its_key_and_by_nothing_else(guest):
    guest.post(CHECKOUT, filled(guest.get(CHECKOUT).content.decode()))
    order = Order.objects.get()

    page = guest.get(order_url(order, order.access_key))
    refused = [
        guest.get(order_url(order, key)).status_code for key in ("", "wrong", "%D0%BA%D0%BB")
    ]

    assert page.status_code == 200
    assert "This order is not paid yet" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert refused == [404, 404, 404]


def test_another_persons_order_does_not_exist_for_me(shopper):
    part = SellerOrderFactory()

    assert shopper.get(order_url(part.order)).status_code == 404
    cancel = shopper.post(reverse("orders:cancel", args=[part.order.number]))
    assert cancel.status_code == 404
    part.refresh_from_db()
    assert part.state == State.PAID


def test_an_order_nobody_placed_is_not_found(shopper):
    assert shopper.get("/en/orders/0000-0000/").status_code == 404


@pytest.mark.parametrize("path", ["/en/orders/%00/", "/en/orders/0000-00%0000/", CHECKOUT])
def test_a_character_no_database_takes_is_no_error(shopper, cart, path):
    CartLineFactory(cart=cart)

    asked = shopper.get(path + "?city=%00")
    sent = shopper.post(path, {"city": "\0", "recount": "1"})

    assert {asked.status_code, sent.status_code} <= {200, 404, 405}


def test_right_after_paying_the_page_says_thank_you_and_what_comes_next(
    shopper, cart, deliver_events
):
    """O10"""
    order = place(gather(OfferFactory(), cart=cart))
    bank_says_yes(order)

    settling = shopper.get(order_url(order)).content.decode()
    deliver_events()
    done = shopper.get(order_url(order)).content.decode()

    assert "The bank has confirmed your payment" in settling
    assert 'hx-trigger="every 2s"' in settling
    assert "Thank you! Your order is paid." in done
    assert "dilnoza@example.com" in done
    assert "every 2s" not in done


def test_the_order_shows_each_parcels_way_and_the_code_for_the_courier(
    shopper, cart, deliver_events
):
    """T3, T4"""
    order = place(gather(OfferFactory(), OfferFactory(), cart=cart))
    bank_says_yes(order)
    deliver_events()
    first, _second = order.parts.order_by("number")
    now = timezone.now()
    services.accept_seller_orders(ids=[first.pk], by=STAFF, now=now)
    services.pack_seller_orders(ids=[first.pk], by=STAFF, now=now)

    page = shopper.get(order_url(order)).content.decode()

    shipment = Shipment.objects.get()
    assert page.count('<ol class="way">') == 2
    assert shipment.delivery_code in page
    assert shipment.number in page
    assert "Thank you!" not in page
    assert "it can no longer be cancelled here" in page


def test_the_code_is_gone_from_the_page_once_the_parcel_is_there(shopper, cart, deliver_events):
    order = place(gather(OfferFactory(), cart=cart))
    bank_says_yes(order)
    deliver_events()
    part = bring(order.parts.get())

    page = shopper.get(order_url(order)).content.decode()

    assert Shipment.objects.get().delivery_code not in page
    assert reverse("reviews:write", args=[part.items.get().pk]) in page


def test_a_guest_cancels_by_key_and_is_told_about_the_money(guest, deliver_events):
    """T5"""
    guest.post(CHECKOUT, filled(guest.get(CHECKOUT).content.decode()))
    order = Order.objects.get()
    bank_says_yes(order)
    deliver_events()
    assert "Cancel the order" in guest.get(order_url(order, order.access_key)).content.decode()

    url = reverse("orders:cancel", args=[order.number])
    refused = guest.post(url, {"key": "wrong"})
    done = guest.post(url, {"key": order.access_key}, follow=True)

    assert refused.status_code == 404
    assert done.redirect_chain == [(order_url(order, order.access_key), 302)]
    assert "Your order is cancelled." in done.content.decode()
    assert order.parts.get().state == State.CANCELLED


def test_an_order_that_is_being_packed_stays(shopper, cart):
    order = OrderFactory(user=cart.user)
    part = SellerOrderFactory(order=order, state=State.ACCEPTED)

    answer = shopper.post(reverse("orders:cancel", args=[order.number]))

    part.refresh_from_db()
    assert (answer.status_code, part.state) == (409, State.ACCEPTED)


def test_an_unpaid_order_is_a_click_away_from_being_paid(shopper, cart):
    order = place(gather(OfferFactory(), cart=cart))
    payment = Payment.objects.get()

    assert f"/en/pay/{payment.pk}/" in shopper.get(order_url(order)).content.decode()
    Payment.objects.update(state=PaymentState.CANCELLED)

    assert f"/en/pay/{payment.pk}/" not in shopper.get(order_url(order)).content.decode()


def test_the_list_is_for_people_who_are_signed_in(client):
    answer = client.get("/en/orders/")

    assert (answer.status_code, answer.url) == (302, "/en/account/login/?next=/en/orders/")


def test_the_list_shows_my_orders_only_and_earlier_ones_on_the_next_page(shopper, cart):
    """T2"""
    mine = [OrderFactory(user=cart.user) for _ in range(12)]
    for order in mine:
        SellerOrderFactory(order=order)
    foreign = SellerOrderFactory()

    first = shopper.get("/en/orders/").content.decode()
    link = re.search(r'href="(\?after=[^"]+)"', first)[1]
    second = shopper.get(f"/en/orders/{link}", headers=HTMX).content.decode()

    assert [order.number in first for order in mine] == [False] * 2 + [True] * 10
    assert [order.number in second for order in mine] == [True] * 2 + [False] * 10
    assert "<html" not in second
    assert foreign.order.number not in first + second


@pytest.mark.parametrize("after", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_cursor_somebody_made_up_is_no_error(shopper, after):
    assert shopper.get("/en/orders/", {"after": after}).status_code == 200


def test_an_empty_list_says_what_to_do_next(shopper):
    assert "No orders yet" in shopper.get("/en/orders/").content.decode()


@pytest.mark.parametrize("orders", [1, 9])
def test_the_list_costs_the_same_queries_for_one_order_and_for_nine(
    shopper, cart, orders, django_assert_num_queries
):
    for _ in range(orders):
        SellerOrderFactory(order=OrderFactory(user=cart.user))
    shopper.get("/en/orders/")

    # person; orders, parts, items, shipments
    with django_assert_num_queries(5):
        page = shopper.get("/en/orders/").content.decode()

    assert page.count("order-card") == orders


@pytest.mark.parametrize("parts", [1, 6])
def test_an_order_costs_the_same_queries_for_one_parcel_and_for_six(
    shopper, cart, parts, django_assert_num_queries
):
    order = OrderFactory(user=cart.user)
    for number in range(parts):
        SellerOrderFactory(order=order, number=f"{order.number}-{number}")
    shopper.get(order_url(order))

    # person; order, parts, items, shipments
    with django_assert_num_queries(5):
        page = shopper.get(order_url(order)).content.decode()

    assert page.count('<ol class="way">') == parts


def test_a_cart_merged_at_login_can_be_ordered_at_once(client):
    """C2"""
    user = confirmed()
    offer = OfferFactory()
    client.post("/en/cart/add/", {"offer_id": offer.pk}, headers=OURS)
    carts.add_line(cart=carts.cart_of_user(user=user), offer_id=OfferFactory().pk, quantity=1)

    client.post("/en/account/login/", {"login": user.email, "password": "correct-horse-9"})
    page = client.get(CHECKOUT).content.decode()
    client.post(CHECKOUT, filled(page))

    assert Order.objects.get().user == user
    assert Order.objects.get().parts.count() == 2
