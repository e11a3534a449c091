"""P9: what people buy together, shown below a card."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from apps.catalog.models import Product, ProductState
from apps.catalog.tests.factories import CategoryFactory, OfferFactory, ProductFactory
from apps.orders.models import Order, SellerOrder, State
from apps.orders.selectors import together
from apps.orders.services import Contact
from apps.orders.tests.story import CONTACT, gather, place
from apps.sellers.tests.factories import SellerFactory
from apps.shipping.tests.factories import RateFactory
from apps.storefront import services
from apps.storefront.models import CategoryComplement, Complement

pytestmark = pytest.mark.django_db
PEOPLE = ["dilnoza@example.com", "timur@example.com", "aziza@example.com"]


@pytest.fixture(autouse=True)
def rates(db):
    RateFactory()


@pytest.fixture
def shop():
    """One shop, so that an order is one part."""
    return SellerFactory()


@pytest.fixture
def card(shop):
    """Makes a card on sale, in a category of its own."""

    def make(title, *, category=None, stock=1_000):
        category = category or CategoryFactory()
        product = ProductFactory(title={"en": title}, category=category, author=shop)
        return OfferFactory(product=product, seller=shop, stock=stock)

    return make


@pytest.fixture
def teapot(card):
    return card("Teapot")


@pytest.fixture
def tea(card):
    return card("Green tea")


def buy(*offers, people=PEOPLE):
    """Each of these people orders the offers together and pays."""
    for email in people:
        order = place(gather(*offers), contact=Contact(email, CONTACT.name, CONTACT.phone))
        SellerOrder.objects.filter(order=order).update(state=State.PAID)


def count(*, days=0):
    return services.count_complements(now=timezone.now() + timedelta(days=days))


def rows_url(offer):
    return reverse("storefront:beside", args=[offer.product.code, offer.pk])


def row(client, offer):
    """The part of a card's rows with what is bought together, or nothing."""
    cache.clear()
    with translation.override("en"):
        page = client.get(rows_url(offer)).content.decode()
    return page.partition('id="together"')[2].partition("</section>")[0]


def beside(offer):
    rows = Complement.objects.filter(product=offer.product_id).order_by("place")
    return list(rows.values_list("other_id", flat=True))


def test_a_cards_page_shows_what_people_bought_with_it_the_most_bought_first(
    client, teapot, tea, card
):
    sugar = card("Sugar")
    buy(teapot, tea, sugar)
    buy(teapot, sugar, people=["fourth@example.com"])
    count()

    shown = row(client, teapot)
    assert "Often bought together" in shown
    assert -1 < shown.index("Sugar") < shown.index("Green tea")
    assert "Teapot" not in shown
    assert "See all" not in shown
    assert "Teapot" in row(client, tea)


def test_the_row_is_missing_where_nothing_was_bought_together(client, teapot, tea):
    buy(teapot)
    buy(tea)

    assert count() == 0
    assert not row(client, teapot)


def test_one_address_in_many_spellings_is_one_person(teapot, tea):
    buy(teapot, tea, people=["one@example.com", "One@example.com", "ONE@EXAMPLE.COM"])

    assert count() == 0


def test_what_two_people_bought_is_not_told_to_others(teapot, tea):
    buy(teapot, tea, people=PEOPLE[:2])
    buy(teapot, tea, people=PEOPLE[:1])

    assert count() == 0


def test_whoever_was_forgotten_is_one_person_however_many_they_were(teapot, tea):
    buy(teapot, tea)
    Order.objects.update(email="")

    assert count() == 0


def test_what_was_not_paid_or_was_cancelled_or_is_old_does_not_count(teapot, tea):
    buy(teapot, tea)
    parts = SellerOrder.objects.all()
    assert count() == 4  # each beside the other, and beside the other's category

    for state in (State.CANCELLED, State.CREATED):
        parts.update(state=state)
        assert count() == 0
    parts.update(state=State.PAID)
    assert count(days=181) == 0


def test_a_cancelled_part_leaves_the_rest_of_its_order_alone(teapot, tea):
    abroad = OfferFactory(stock=1_000)
    buy(teapot, tea, abroad)
    SellerOrder.objects.filter(seller=abroad.seller_id).update(state=State.CANCELLED)
    count()

    assert beside(teapot) == [tea.product_id]
    assert beside(abroad) == []


def test_another_of_its_own_category_is_an_alternative_and_is_left_out(client, teapot, tea, card):
    rival = card("Kettle", category=teapot.product.category)
    buy(teapot, rival, tea)
    count()

    assert "Kettle" not in row(client, teapot)
    assert beside(tea)
    assert set(beside(tea)) == {teapot.product_id, rival.product_id}


def test_a_new_card_shows_what_is_bought_with_others_of_its_category(client, teapot, tea, card):
    buy(teapot, tea)
    count()
    new = card("New teapot", category=teapot.product.category)

    shown = row(client, new)
    assert shown.count("Green tea") == row(client, teapot).count("Green tea") > 0
    assert "New teapot" not in shown


def test_a_cards_own_come_before_its_categorys_and_nothing_twice(client, teapot, tea, card):
    rival = card("Kettle", category=teapot.product.category)
    sugar = card("Sugar")
    buy(teapot, tea)
    buy(rival, sugar, people=[*PEOPLE, "fourth@example.com"])
    buy(rival, tea)
    count()

    shown = row(client, teapot)
    assert shown.index("Green tea") < shown.index("Sugar")
    assert shown.count("<article") == 2


def test_what_is_sold_out_or_gone_is_not_shown(client, teapot, tea, card):
    sugar = card("Sugar")
    buy(teapot, tea, sugar)
    count()
    Product.objects.filter(pk=tea.product_id).update(is_in_stock=False)
    assert "Green tea" not in row(client, teapot)
    assert "Sugar" in row(client, teapot)

    Product.objects.filter(pk=sugar.product_id).update(state=ProductState.BLOCKED)
    assert not row(client, teapot)
    count()
    assert not Complement.objects.filter(product=teapot.product_id).exists()


def test_nothing_goes_with_what_cannot_be_bought(client, teapot, tea):
    buy(teapot, tea)
    count()
    teapot.stock.update(on_hand=0, reserved=0)
    Product.objects.filter(pk=teapot.product_id).update(is_in_stock=False)

    assert not row(client, teapot)


def test_an_order_of_very_many_cards_says_nothing(monkeypatch, teapot, tea, card):
    monkeypatch.setattr(together, "MAX_CARDS", 3)
    buy(teapot, tea, card("Sugar"), card("Bowl"))
    assert count() == 0

    monkeypatch.setattr(together, "MAX_CARDS", 4)
    count()
    assert len(beside(teapot)) == 3


def test_a_card_keeps_only_the_most_bought(monkeypatch, teapot, card):
    monkeypatch.setattr(services.complements, "MOST", 2)
    others = [card(f"Bowl {n}") for n in range(4)]
    buy(teapot, *others)
    buy(teapot, others[3], people=["fourth@example.com"])
    count()

    assert len(beside(teapot)) == 2
    assert beside(teapot)[0] == others[3].product_id
    assert CategoryComplement.objects.filter(category=teapot.product.category_id).count() == 2


def test_counting_again_writes_the_rows_anew(monkeypatch, teapot, tea, card):
    monkeypatch.setattr(services.complements, "BATCH", 1)
    buy(teapot, tea)
    assert count() == count() == 4

    sugar = card("Sugar")
    buy(teapot, sugar, people=[*PEOPLE, "fourth@example.com"])
    count()
    assert beside(teapot) == [sugar.product_id, tea.product_id]


@pytest.mark.django_db(transaction=True)
def test_counts_that_run_at_once_take_turns(teapot, tea):
    buy(teapot, tea)
    failures = []

    def run():
        try:
            count()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert (Complement.objects.count(), CategoryComplement.objects.count()) == (2, 2)


@pytest.mark.parametrize("pairs", [1, 10])
def test_what_is_bought_together_costs_the_rows_no_query(
    client, pairs, teapot, card, django_assert_num_queries
):
    others = [card(f"Bowl {n}") for n in range(pairs)]
    buy(teapot, *others)
    count()
    # Reads what is kept for ten minutes, the attributes of its category among it.
    row(client, card("Another", category=teapot.product.category))
    with translation.override("en"):
        url = rows_url(teapot)

    # card, its offers; like it by words, what else is beside it; bought with it; tiles
    with django_assert_num_queries(6):
        page = client.get(url)
    assert "Often bought together" in page.content.decode()


def below_cart(client):
    answer = client.get("/en/personal/beside-cart/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def add(client, offer):
    origin = {"Sec-Fetch-Site": "same-origin", "HX-Request": "true"}
    return client.post("/en/cart/add/", {"offer_id": offer.pk}, headers=origin)


def test_below_the_cart_stands_what_is_bought_with_what_lies_in_it(client, teapot, tea, card):
    """K7"""
    kettle, sugar = card("Kettle", category=teapot.product.category), card("Sugar")
    buy(teapot, tea, sugar)
    buy(kettle, tea)
    count()
    add(client, teapot)
    add(client, tea)

    shown = below_cart(client)
    assert "Often bought together" in shown
    assert "Sugar" in shown
    assert not any(name in shown for name in ("Teapot", "Green tea", "Kettle"))
    assert 'hx-get="/en/personal/beside-cart/"' in client.get("/en/cart/").content.decode()


def test_below_a_cart_of_new_goods_stands_what_is_bought_with_such_goods(client, teapot, tea, card):
    buy(teapot, tea)
    count()
    add(client, card("New teapot", category=teapot.product.category))

    assert "Green tea" in below_cart(client)


def test_there_is_nothing_below_an_empty_cart_or_somebody_elses(client, teapot, tea):
    buy(teapot, tea)
    count()
    assert "Often bought together" not in below_cart(client)
    add(client, teapot)
    client.cookies.clear()

    assert "Often bought together" not in below_cart(client)
    assert "beside-cart" not in client.get("/en/cart/").content.decode()
    assert client.post("/en/personal/beside-cart/").status_code == 405


def test_the_cart_learns_that_something_was_put_in_from_below(client, teapot):
    assert add(client, teapot)["HX-Trigger"] == "cart-changed"


@pytest.mark.parametrize("lines", [1, 10])
def test_the_row_below_the_cart_costs_three_queries(
    client, lines, teapot, card, django_assert_num_queries
):
    others = [card(f"Bowl {n}") for n in range(lines)]
    buy(*others, teapot)
    count()
    for other in others:
        add(client, other)

    with django_assert_num_queries(3):  # cart, what goes with it, tiles
        below_cart(client)


def test_the_api_tells_of_alternatives_only(client, teapot, tea):
    buy(teapot, tea)
    count()

    answer = client.get(f"/api/v1/products/{teapot.product.code}/similar/")
    assert answer.status_code == 200
    assert "Green tea" not in answer.content.decode()
