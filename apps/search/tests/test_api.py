"""R9.3, R13.1: search, suggestions, similar goods and shops for apps."""

import pytest

from apps.catalog.selectors import forget_tree
from apps.catalog.tests.factories import CategoryFactory
from apps.search.tests.factories import make_card
from apps.sellers.models import SellerState
from apps.sellers.tests.factories import SellerFactory

pytestmark = pytest.mark.django_db

SEARCH = "/api/v1/search/"
SUGGEST = "/api/v1/search/suggest/"
SHOPS = "/api/v1/shops/"


def found(client, **values):
    answer = client.get(SEARCH, values)
    assert answer.status_code == 200, answer.content
    return answer.json()


def codes(answer):
    return [row["code"] for row in answer["results"]]


def test_words_filters_and_facets_are_the_pages_own(client):
    blue = make_card("Blue teapot", brand="rishtan", price=100)
    make_card("Red teapot", brand="sahro", price=300)
    make_card("Carpet")

    every = found(client, q="teapot")
    cheap = found(client, q="teapot", price_to="200", brand=["rishtan", "sahro"])

    assert every["total"] == 2
    assert every["prices"] == {"least": "100.00", "most": "300.00", "currency": "UZS"}
    brands = next(facet for facet in every["facets"] if facet["name"] == "brand")
    assert {each["value"]: each["count"] for each in brands["options"]} == {
        "rishtan": 1,
        "sahro": 1,
    }
    assert codes(cheap) == [blue.code]


def test_a_mistyped_word_says_what_was_searched_instead(client):
    card = make_card("Samsung teapot")

    answer = found(client, q="samsnug")

    assert (codes(answer), answer["corrected"]) == ([card.code], "samsung")
    assert found(client, q="samsnug", exact="true")["total"] == 0


@pytest.mark.parametrize(
    "values",
    [
        {"price_from": "-1"},
        {"price_from": "ten"},
        {"price_from": "200", "price_to": "100"},
        {"rating": "6"},
        {"days": "1000"},
        {"brand": "<script>"},
        {"brand": [f"b{n}" for n in range(31)]},
        {"attr": "colour"},
        {"sort": "best"},
        {"page": "0"},
        {"page": "101"},
        {"q": "a" * 201},
        {"q": "tea\x00pot"},
        {"stock": "perhaps"},
        {"fields": "code,secret"},
    ],
)
def test_what_is_malformed_is_refused_by_name(client, values):
    answer = client.get(SEARCH, values)

    assert answer.status_code in {400, 422}
    assert set(answer.json()["errors"]) == {next(iter(values))}


def test_an_unknown_category_is_not_found(client):
    assert client.get(SEARCH, {"category": "nothing"}).status_code == 404


def test_only_the_fields_asked_for_are_sent(client):
    make_card("Teapot")

    (row,) = client.get(SEARCH, {"fields": "code, title"}).json()["results"]

    assert set(row) == {"code", "title"}


@pytest.mark.parametrize("path", [SHOPS, "/api/v1/products/", "/api/v1/categories/", SUGGEST])
def test_what_the_reader_has_is_not_sent_again(client, path):
    SellerFactory()
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_suggestions_are_goods_categories_and_brands(client):
    CategoryFactory(code="pots", name={"en": "Teapots"})
    forget_tree()
    card = make_card("Teapot", brand="teasmith")

    answer = client.get(SUGGEST, {"q": "tea"}).json()

    assert [row["code"] for row in answer["products"]] == [card.code]
    assert answer["categories"] == [{"code": "pots", "name": "Teapots"}]
    assert answer["brands"] == [{"slug": "teasmith", "name": "Teasmith"}]
    assert client.get(SUGGEST, {"q": "t"}).json()["products"] == []


def test_similar_goods_are_of_the_same_category_without_the_card_itself(client):
    category = CategoryFactory(code="pots")
    forget_tree()
    card, other = make_card(category=category), make_card(category=category)

    answer = client.get(f"/api/v1/products/{card.code}/similar/", {"fields": "code"})

    assert answer.json() == [{"code": other.code}]
    assert client.get("/api/v1/products/ZZZZZZZZ/similar/").status_code == 404


def test_open_shops_are_listed_and_the_others_are_unknown(client, django_assert_max_num_queries):
    shops = [SellerFactory() for _number in range(3)]
    closed = SellerFactory(state=SellerState.SUSPENDED)

    with django_assert_max_num_queries(2):
        answer = client.get(SHOPS, {"fields": "slug,name"}).json()

    assert [row["slug"] for row in answer["results"]] == [shop.slug for shop in reversed(shops)]
    shown = client.get(f"{SHOPS}{shops[0].slug}/").json()
    assert {"tax_number", "legal_name", "email", "phone"}.isdisjoint(shown)
    assert client.get(f"{SHOPS}{closed.slug}/").status_code == 404
