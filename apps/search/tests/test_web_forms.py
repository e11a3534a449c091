"""L1, L2, L7, S4: how large a list's pages are, lines instead of tiles, the price, ways out."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.catalog.models import Attribute, CategoryAttribute
from apps.catalog.selectors import forget_tree
from apps.catalog.tests.factories import CategoryFactory
from apps.search.tests.factories import make_card

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10


@pytest.fixture
def shoes():
    category = CategoryFactory(code="shoes", name={"en": "Shoes"})
    material = Attribute.objects.create(code="material", kind="text", name={"en": "Material"})
    CategoryAttribute.objects.create(category=category, attribute=material, position=1)
    forget_tree()
    return category


def text(client, query="", path="/en/c/shoes/"):
    return client.get(f"{path}?{query}" if query else path).content.decode()


def links(page):
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', page)]


def test_a_page_is_as_large_as_was_chosen_and_every_link_keeps_it(client, shoes):
    """L1"""
    for _ in range(50):
        make_card("Boots", category=shoes, brand="nova")

    usual, large = text(client), text(client, "size=48&view=list")

    assert usual.count('<article class="tile"') == 24
    assert large.count('<article class="tile line"') == 48
    assert "/en/c/shoes/?size=96" in links(usual)
    assert "Show 48 more" in large
    for link in ("/en/c/shoes/?sort=price&size=48&view=list", "?size=48&view=list&page=2"):
        assert link in links(large), link
    assert '<input type="hidden" name="size" value="48">' in large
    assert '<input type="hidden" name="view" value="list">' in large


@pytest.mark.parametrize("size", ["1", "97", "100000", "-24", "48.0", "x"])
def test_no_other_size_of_a_page_can_be_asked_for(client, shoes, size):
    """L1"""
    for _ in range(25):
        make_card("Boots", category=shoes)

    assert text(client, f"size={size}").count('<article class="tile"') == 24


def test_a_short_list_offers_no_sizes(client, shoes):
    """L1"""
    make_card("Boots", category=shoes)

    assert "size=" not in text(client)


@pytest.mark.parametrize("cards", [1, 30])
@pytest.mark.parametrize("path", ["/en/c/shoes/", "/en/search/"])
def test_lines_say_what_is_known_at_the_same_cost_for_one_and_for_thirty(
    client, shoes, path, cards
):
    """L7"""
    for _ in range(cards):
        leaf = CategoryFactory(parent=shoes)
        make_card("Boots", category=leaf, attributes={"material": "Leather"})
    forget_tree()
    text(client, path=path)
    cache.clear()
    text(client, "page=1", path=path)  # the tree is kept

    with CaptureQueriesContext(connection) as queries:
        page = text(client, "view=list", path=path)

    assert len(queries) <= MOST_QUERIES
    assert page.count("<dd>Leather</dd>") == min(cards, 24)
    assert f"{path}?view=list" in links(text(client, path=path))
    assert path in links(page)


def test_lines_are_the_same_for_everybody(client, shoes):
    """L7"""
    make_card("Boots", category=shoes)

    answer = client.get("/en/c/shoes/?view=list")

    assert "s-maxage" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_the_price_has_thumbs_beside_its_fields_unless_all_cost_the_same(client, shoes):
    """L2"""
    make_card("Boots", category=shoes, price=500)
    assert 'type="range"' not in text(client)

    make_card("Boots", category=shoes, price=900)
    cache.clear()
    page = text(client)

    assert 'data-least="500.00" data-most="900.00"' in page
    thumbs = re.findall(r'<input class="range-thumb"[^>]+>', page)
    assert len(thumbs) == 2
    assert all("aria-label=" in thumb and "name=" not in thumb for thumb in thumbs)


def test_a_list_that_filters_emptied_offers_ways_out_and_categories_beside(client, shoes):
    """S4"""
    boots = CategoryFactory(code="boots", parent=shoes, name={"en": "Boots"})
    CategoryFactory(code="sandals", parent=shoes, name={"en": "Sandals"})
    forget_tree()
    make_card("Boots", category=boots, price=500, brand="nova")
    make_card("Boots", category=boots, price=900, brand="sahro")

    page = text(client, "price_to=600&brand=sahro&view=list", path="/en/c/boots/")

    found = links(page)
    assert "/en/c/boots/?price_to=600&view=list" in found
    assert "/en/c/boots/?brand=sahro&view=list" in found
    assert re.search(r'Without “Sahro” <span class="num muted">1</span>', page)
    assert "/en/c/shoes/" in found
    assert "/en/c/sandals/" in found
    assert f'data-recent="{reverse("storefront:recent")}"' in page
