"""Cards and categories for apps."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest

from apps.catalog.models import ProductState
from apps.catalog.selectors import forget_tree
from apps.catalog.tests.factories import (
    CategoryFactory,
    OfferFactory,
    ProductFactory,
    VariantFactory,
)
from apps.sellers.tests.factories import SellerFactory

PRODUCTS = "/api/v1/products/"
PROBLEM = "application/problem+json"


@pytest.fixture
def shelf(db):
    """A cheap teapot and a dear one in `pots`, of different shops."""
    kitchen = CategoryFactory(code="kitchen")
    pots = CategoryFactory(code="pots", parent=kitchen)
    other = CategoryFactory(code="shoes")
    cheap = OfferFactory(product__category=pots, price=Decimal(50_000), seller__slug="north")
    dear = OfferFactory(product__category=pots, price=Decimal(900_000), seller__slug="south")
    shoe = OfferFactory(product__category=other, seller=cheap.seller, stock=0)
    forget_tree()
    return cheap.product, dear.product, shoe.product


def codes(answer):
    assert answer.status_code == 200, answer.content
    return [row["code"] for row in answer.json()["results"]]


def test_anybody_may_read_the_list_newest_first(client, shelf):
    """R4.1, R1.2"""
    cheap, dear, shoe = shelf

    answer = client.get(PRODUCTS)

    assert codes(answer) == [shoe.code, dear.code, cheap.code]
    row = answer.json()["results"][1]
    assert (row["price"], row["currency"]) == ("900000.00", "UZS")
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"category": "kitchen"}, [1, 0]),
        ({"category": "pots", "max_price": "60000"}, [0]),
        ({"seller": "north"}, [2, 0]),
        ({"min_price": "60000"}, [2, 1]),
        ({"in_stock": "true"}, [1, 0]),
        ({"category": "nothing-like-it"}, []),
        ({"seller": "nobody"}, []),
    ],
)
def test_the_list_is_narrowed_by_category_seller_price_and_stock(client, shelf, query, expected):
    """R4.2"""
    answer = client.get(f"{PRODUCTS}?{urlencode(query)}")

    assert codes(answer) == [shelf[index].code for index in expected]


def test_pages_follow_by_cursor_and_neither_skip_nor_repeat(client, shelf):
    cheap, dear, shoe = shelf
    first = client.get(f"{PRODUCTS}?limit=2")
    newer = OfferFactory().product

    second = client.get(first.json()["next"])

    assert codes(first) + codes(second) == [shoe.code, dear.code, cheap.code]
    assert second.json()["next"] is None
    assert newer.code in codes(client.get(PRODUCTS))


@pytest.mark.parametrize("query", ["cursor=bm9uc2Vuc2U=", "cursor=cD14eXo=", "cursor=%FF"])
def test_a_made_up_cursor_is_not_found_or_begins_anew(client, shelf, query):
    answer = client.get(f"{PRODUCTS}?{query}")

    assert answer.status_code in (200, 404)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("min_price=cheap", "min_price"),
        ("max_price=-1", "max_price"),
        ("max_price=1e30", "max_price"),
        ("category=%00", "category"),
        ("seller=%00", "seller"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_by_name(client, shelf, query, field):
    answer = client.get(f"{PRODUCTS}?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert answer.json()["code"] == "invalid"
    assert field in answer.json()["errors"]


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_queries_for_one_card_and_for_twenty(
    client, db, rows, django_assert_num_queries
):
    category, seller = CategoryFactory(), SellerFactory()
    OfferFactory.create_batch(rows, product__category=category, seller=seller)

    with django_assert_num_queries(2):  # ids, cards
        answer = client.get(PRODUCTS)

    assert len(answer.json()["results"]) == rows


@pytest.mark.parametrize("variants", [1, 12])
def test_a_card_tells_its_variants_and_every_shops_offer(
    client, db, variants, django_assert_num_queries
):
    """R4.5"""
    product = ProductFactory(brand=None)
    sellers = [SellerFactory(), SellerFactory()]
    for number in range(variants):
        variant = VariantFactory(product=product, options={"size": str(number)})
        for seller, price in zip(sellers, (Decimal(70_000), Decimal(60_000)), strict=True):
            OfferFactory(product=product, variant=variant, seller=seller, price=price)

    with django_assert_num_queries(7):  # card, offers, delivery, attributes 1, photos, variants,
        # tree
        answer = client.get(f"{PRODUCTS}{product.code}/")

    card = answer.json()
    assert len(card["variants"]) == variants
    assert [each["price"] for each in card["variants"][0]["offers"]] == ["60000.00", "70000.00"]
    assert card["variants"][0]["options"] == [{"name": "Size", "value": "0"}]


def test_texts_come_in_the_language_asked_for(client, db):
    product = OfferFactory(product__title={"en": "Teapot", "ru": "Чайник"}).product

    answer = client.get(f"{PRODUCTS}{product.code}/", headers={"accept-language": "ru"})

    assert answer.json()["title"] == "Чайник"


@pytest.mark.parametrize(
    ("state", "status", "code"),
    [
        (ProductState.DRAFT, 404, "not_allowed"),
        (ProductState.BLOCKED, 410, "gone"),
        (ProductState.GONE, 410, "gone"),
    ],
)
def test_a_card_that_is_not_for_shoppers_is_absent_or_gone(client, db, state, status, code):
    product = ProductFactory(state=state)

    answer = client.get(f"{PRODUCTS}{product.code}/")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert client.get(PRODUCTS).json()["results"] == []


def test_categories_come_as_a_tree(client, shelf):
    answer = client.get("/api/v1/categories/")

    tops = {node["code"]: node for node in answer.json()}
    assert [child["code"] for child in tops["kitchen"]["children"]] == ["pots"]
    assert tops["kitchen"]["children"][0]["children"] == []
