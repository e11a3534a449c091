"""L7: up to four goods of a kind side by side, with what they differ in."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from apps.cart import selectors, services
from apps.cart.models import Compared
from apps.cart.tests.factories import CartFactory, GuestCartFactory
from apps.catalog.models import Attribute, CategoryAttribute, Product
from apps.catalog.tests.factories import CategoryFactory, OfferFactory
from apps.core.errors import Conflict, NotAllowed
from apps.core.ids import uuid7

pytestmark = pytest.mark.django_db
MARK, PAGE = "/en/compare/mark/", "/en/compare/"


@pytest.fixture
def pans():
    """A category whose goods have a size and a colour of the lid."""
    category = CategoryFactory(code="pans")
    for position, code in enumerate(("size", "lid")):
        attribute = Attribute.objects.create(code=code, kind="text", name={"en": code.title()})
        CategoryAttribute.objects.create(category=category, attribute=attribute, position=position)
    return category


def pan(pans, title="Pan", **attributes):
    offer = OfferFactory(product__category=pans, product__title={"en": title})
    Product.objects.filter(pk=offer.product_id).update(attributes=attributes)
    return offer.product


def beside(cart, *products):
    for product in products:
        services.toggle_compared(cart=cart, product_id=product.pk)


def text(client, url=PAGE):
    return client.get(url, follow=True).content.decode()


def test_a_guest_compares_and_sees_in_what_goods_differ(client, pans):
    small, large = pan(pans, "Little", size="20", lid="red"), pan(pans, "Big", size="28", lid="red")
    for product in (small, large):
        client.post(MARK, {"product_id": product.pk}, headers={"sec-fetch-site": "same-origin"})

    every = text(client)
    differing = text(client, "/en/compare/pans/?differences=1")

    assert every.index("Little") < every.index("Big")
    assert "Size" in differing
    assert "28" in differing
    assert "Lid" in every
    assert "Lid" not in differing


def test_pressing_twice_takes_it_away_and_tells_both(client, pans):
    product = pan(pans)
    ours = {"sec-fetch-site": "same-origin", "hx-request": "true"}

    first = client.post(MARK, {"product_id": product.pk}, headers=ours).content.decode()
    second = client.post(MARK, {"product_id": product.pk}, headers=ours).content.decode()

    assert 'aria-pressed="true"' in first
    assert 'data-compared-count="1"' in first
    assert 'aria-pressed="false"' in second
    assert not Compared.objects.exists()


def test_a_fifth_of_a_kind_is_refused_and_another_kind_is_not(pans):
    cart = CartFactory()
    beside(cart, *(pan(pans) for _ in range(4)))

    with pytest.raises(Conflict) as refusal:
        beside(cart, pan(pans))
    beside(cart, OfferFactory().product)

    assert "4 goods of this kind" in str(refusal.value.message)
    assert cart.compared.count() == 5


def test_what_left_the_shelves_takes_no_place(pans):
    cart = CartFactory()
    products = [pan(pans) for _ in range(4)]
    beside(cart, *products)
    Product.objects.filter(pk=products[0].pk).update(state="gone")

    beside(cart, pan(pans))

    assert len(selectors.compared(cart=cart)["pans"]) == 4


@pytest.mark.parametrize(
    ("sent", "site", "status"),
    [
        ({}, "same-origin", 422),
        ({"product_id": "x"}, "same-origin", 422),
        ({"product_id": str(uuid7())}, "same-origin", 404),
        ({"product_id": str(uuid7())}, "cross-site", 403),
    ],
)
def test_what_cannot_be_compared_is_refused(client, sent, site, status):
    answer = client.post(MARK, sent, headers={"sec-fetch-site": site})

    assert answer.status_code == status
    assert not Compared.objects.exists()


def test_drafts_cannot_be_compared(pans):
    product = pan(pans)
    Product.objects.filter(pk=product.pk).update(state="draft")

    with pytest.raises(NotAllowed):
        beside(CartFactory(), product)


def test_an_empty_comparison_says_how_to_fill_it(client):
    assert "Nothing to compare yet" in text(client)
    assert client.get("/en/compare/nowhere/").status_code == 302


def test_each_kind_has_a_comparison_of_its_own_and_can_be_cleared(client, pans):
    cart = CartFactory()
    beside(cart, pan(pans, "Pan"), OfferFactory(product__title={"en": "Lamp"}).product)
    client.force_login(cart.user)
    assert "Pan" not in text(client).partition("<table")[2]

    client.post(reverse("cart:compare-clear", args=["pans"]))

    assert list(selectors.compared(cart=cart)) != ["pans"]
    assert cart.compared.count() == 1


def test_whoever_has_no_cart_clears_nothing(client, pans):
    beside(CartFactory(), pan(pans))

    assert client.post(reverse("cart:compare-clear", args=["pans"])).status_code == 404
    assert Compared.objects.count() == 1


def test_what_a_guest_compares_joins_as_far_as_there_is_room(pans):
    own, guest = CartFactory(), GuestCartFactory()
    both = pan(pans)
    beside(own, both, pan(pans), pan(pans))
    newest = [pan(pans, "Old"), pan(pans, "New")]
    beside(guest, both, *newest)

    services.merge_guest(user=own.user, token=guest.token)
    services.merge_guest(user=own.user, token=guest.token)

    ids = selectors.compared(cart=own)["pans"]
    assert (len(ids), newest[1].pk in ids, newest[0].pk in ids) == (4, True, False)


def test_every_page_knows_what_is_compared(client, pans):
    cart, product = CartFactory(), pan(pans)
    beside(cart, product)
    client.force_login(cart.user)

    assert f'data-compared="{product.pk}"' in text(client, reverse("storefront:personal"))


@pytest.mark.parametrize("count", [1, 4])
def test_a_comparison_costs_the_same_queries_for_one_and_for_four(
    client, pans, count, django_assert_num_queries
):
    cart = CartFactory()
    beside(cart, *(pan(pans, size=str(each)) for each in range(count)))
    client.force_login(cart.user)
    text(client)

    # person, cart, compared, cards, products; their attributes are kept
    with django_assert_num_queries(5):
        client.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_put_no_fifth_beside_four(pans):
    cart = CartFactory()
    products = [pan(pans) for _ in range(8)]
    refused = []

    def put(product):
        try:
            services.toggle_compared(cart=cart, product_id=product.pk)
        except Conflict:
            refused.append(product)
        finally:
            connection.close()

    tabs = [threading.Thread(target=put, args=[product]) for product in products]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    assert (cart.compared.count(), len(refused)) == (4, 4)
