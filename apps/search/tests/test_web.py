"""R9.2, L1–L8, S1–S5: category, search and shop pages."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.catalog import services as catalog
from apps.catalog.selectors import forget_tree
from apps.catalog.tests.factories import CategoryFactory
from apps.core.actors import SYSTEM
from apps.search.tests.factories import drain_all, index_again, make_card
from apps.sellers import services as shops
from apps.sellers.models import SellerState
from apps.sellers.tests.factories import SellerFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
CATEGORY_QUERIES = 8


@pytest.fixture
def shoes():
    category = CategoryFactory(code="shoes", name={"en": "Shoes", "ru": "Обувь"})
    forget_tree()
    return category


def tiles(answer):
    return answer.content.count(b'<article class="tile"')


def count_of(answer):
    status = re.search(r'id="listing-status"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)
    return " ".join(status[1].split())


def test_a_category_shows_its_goods_its_name_and_how_many(client, shoes):
    make_card("Boots", category=shoes)
    make_card("Teapot")

    answer = client.get("/ru/c/shoes/")

    assert (answer.status_code, tiles(answer)) == (200, 1)
    assert "<h1>Обувь</h1>" in answer.content.decode()
    assert count_of(client.get("/en/c/shoes/")) == "1 item"


def test_places_that_arent_there_are_not_found(client):
    SellerFactory(slug="waiting", state=SellerState.APPLIED)
    SellerFactory(slug="out", state=SellerState.SUSPENDED)
    CategoryFactory(code="hidden", is_active=False)
    forget_tree()

    for path in ("c/nothing/", "c/hidden/", "shop/nothing/", "shop/waiting/", "shop/out/"):
        assert client.get(f"/en/{path}").status_code == 404, path


def test_a_shop_shows_itself_and_only_its_goods(client):
    seller = SellerFactory(
        slug="sahro", name="Sahro", rating="4.7", rating_count=12, about={"en": "We weave ikat."}
    )
    make_card("Boots", seller=seller)
    make_card("Teapot")

    answer = client.get("/en/shop/sahro/")

    text = answer.content.decode()
    assert tiles(answer) == 1
    assert "<h1>Sahro</h1>" in text
    assert "We weave ikat." in text
    assert "12 reviews" in text
    assert 'name="seller"' not in text


@pytest.mark.parametrize("path", ["c/shoes/", "search/?q=boots", "shop/sahro/", "search/"])
@pytest.mark.parametrize("cards", [1, 30])
def test_a_list_costs_the_same_queries_for_one_card_and_for_thirty(client, shoes, path, cards):
    seller = SellerFactory(slug="sahro")
    for _ in range(cards):
        make_card(
            "Boots", category=shoes, seller=seller, brand="nova", attributes={"colour": "red"}
        )
    client.get("/en/c/shoes/")
    cache.clear()
    client.get("/en/c/shoes/?page=1")  # the tree is kept

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(f"/en/{path}")

    assert tiles(answer) == min(cards, 24)
    assert len(queries) <= (CATEGORY_QUERIES if path == "c/shoes/" else MOST_QUERIES)


def test_a_list_that_needs_the_whole_plan_stays_within_the_budget(client):
    make_card("Samsung teapot")

    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/en/search/?q=samsnug+zzzzzz+teapto")

    assert "Showing results for" in answer.content.decode()
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize(
    "path", ["c/shoes/", "search/?q=boots&sort=price", "shop/sahro/", "search/suggest/?q=boo"]
)
def test_pages_are_the_same_for_everybody_and_may_be_kept(client, shoes, path):
    make_card("Boots", category=shoes, seller=SellerFactory(slug="sahro"))
    first = client.get(f"/en/{path}")
    client.force_login(SellerFactory().members.get().user)

    with CaptureQueriesContext(connection) as queries:
        again = client.get(f"/en/{path}", headers={"HX-Request": "true", "HX-Target": "listing"})

    assert again.content == first.content
    assert not [query for query in queries if "_user" not in query["sql"]]  # who asks, for the log
    assert not first.cookies
    for answer in (first, again):
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert "s-maxage" in first.headers["Cache-Control"]
    assert b"csrfmiddlewaretoken" not in first.content


def test_a_page_with_parameters_nobody_knows_is_not_kept(client, shoes):
    client.get("/en/c/shoes/?utm_source=x")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/en/c/shoes/?utm_source=x")

    assert answer.status_code == 200
    assert len(queries) > 0


def test_a_kept_list_follows_prices_new_cards_and_removed_ones(
    client, shoes, deliver_events, django_capture_on_commit_callbacks
):
    """A list is dropped when a card on it changes, and when a new card belongs on it."""
    card = make_card("Boots", category=shoes, price=777_000)
    paths = ["/en/c/shoes/", "/en/search/?q=boots", f"/en/shop/{card.author.slug}/"]
    for path in paths:
        assert "777\u202f000" in client.get(path).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        change = catalog.PriceChange(card.offers.get().pk, price=555_000)
        catalog.set_prices(changes=[change], by=SYSTEM)
        deliver_events()
    for path in paths:
        assert "555\u202f000" in client.get(path).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        make_card("Boots too", category=shoes, seller=card.author)
    for path in paths:
        assert tiles(client.get(path)) == 2

    with django_capture_on_commit_callbacks(execute=True):
        catalog.remove_product(product_id=card.pk, by=SYSTEM)
        deliver_events()
        drain_all()
    for path in paths:
        assert tiles(client.get(path)) == 1


def test_a_suspended_shops_page_is_gone_at_once(
    client, deliver_events, django_capture_on_commit_callbacks
):
    seller = SellerFactory(slug="sahro")
    make_card("Boots", seller=seller)
    assert client.get("/en/shop/sahro/").status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        shops.suspend_seller(seller_id=seller.pk, reason="x", by=SYSTEM, now=timezone.now())
        deliver_events()

    assert client.get("/en/shop/sahro/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=99999999999", "page=abc", "sort=evil", "rating=NaN",
        "price_from=1e400&price_to=-1", "days=-5", "brand=%00", "attr=%27%3B--", "q=%00%ff",
        "category=nothing", "q=" + "x" * 3000, "&".join(f"attr=a:{n}" for n in range(500)),
        "stock=yes&sale=%F0%9F%AB%96", "seller=../../etc",
    ],
)  # fmt: skip
def test_garbage_is_answered_with_a_page(client, shoes, query):
    make_card("Boots", category=shoes)

    for path in ("c/shoes/", "search/"):
        assert client.get(f"/en/{path}?{query}").status_code == 200


def test_a_mistyped_search_says_what_it_shows_and_offers_the_typed_words(client):
    make_card("Samsung")

    text = client.get("/en/search/?q=samsnug").content.decode()

    assert "Showing results for <b>samsung</b>" in text
    assert "/en/search/?q=samsnug&amp;exact=1" in text
    assert 'value="samsnug"' in text
    assert tiles(client.get("/en/search/?q=samsnug&exact=1")) == 0


def test_an_empty_search_offers_ways_out_and_categories(client, shoes):
    make_card("Boots", category=shoes, price=500)

    nothing = client.get("/en/search/?q=zzzzzz").content.decode()
    filtered = client.get("/en/search/?q=boots&price_to=1").content.decode()

    assert "Nothing found for “zzzzzz”" in nothing
    assert "/en/c/shoes/" in nothing
    assert "Without “up to 1”" in filtered
    assert 'href="/en/search/?q=boots"' in filtered


def test_what_somebody_types_is_never_markup(client):
    answer = client.get("/en/search/?q=<script>alert(1)</script>")

    assert b"<script>alert" not in answer.content


def test_the_filter_form_works_without_scripts(client, shoes):
    make_card("Boots", category=shoes, brand="nova", price=500)
    text = client.get("/en/c/shoes/?brand=nova&sort=price").content.decode()

    form = re.search(r'<form class="filters".*?</form>', text, re.DOTALL)[0]
    assert 'action="/en/c/shoes/"' in form
    assert re.search(r'name="brand" value="nova" checked', form)
    assert '<input type="hidden" name="sort" value="price">' in form
    assert 'type="submit"' in form
    assert "style=" not in form


def test_pages_follow_one_another_and_filtered_ones_are_not_for_search_engines(client, shoes):
    for _ in range(25):
        make_card("Boots", category=shoes)

    first, second = client.get("/en/c/shoes/"), client.get("/en/c/shoes/?page=2")

    assert (tiles(first), tiles(second)) == (24, 1)
    assert b"?page=2" in first.content
    assert b"noindex" not in first.content
    assert b"noindex" in second.content


def test_sub_categories_stand_before_the_goods_until_something_is_chosen(client, shoes):
    boots = CategoryFactory(code="boots", parent=shoes, name={"en": "Boots"})
    forget_tree()
    make_card("Boots", category=boots)

    assert b'class="place" href="/en/c/boots/"' in client.get("/en/c/shoes/").content
    assert b'class="place"' not in client.get("/en/c/shoes/?stock=1").content


def test_suggestions_are_links_with_prices(client, shoes):
    card = make_card("Shoehorn", price=12_000, brand="shoemaker")

    text = client.get("/en/search/suggest/?q=sho").content.decode()

    assert "/en/c/shoes/" in text
    assert "?brand=shoemaker" in text
    assert card.code in text
    assert "12\u202f000" in text
    assert client.get("/en/search/suggest/?q=").content.strip() == b""


def test_a_sold_out_card_is_listed_and_says_so(client, shoes):
    card = make_card("Boots", category=shoes, stock=0)
    index_again(card)

    assert b"Sold out" in client.get("/en/c/shoes/").content
