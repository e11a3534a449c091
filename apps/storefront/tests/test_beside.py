"""The rows below a card: they come when they are scrolled to, the same for everybody."""

import pytest
from django.core.cache import cache
from django.utils import translation

from apps.accounts.tests.factories import UserFactory
from apps.catalog.models import Category, Offer, OfferState, Product, ProductState
from apps.catalog.selectors import forget_tree, product_url
from apps.catalog.tests.factories import (
    CategoryFactory,
    OfferFactory,
    ProductFactory,
    VariantFactory,
)
from apps.sellers.tests.factories import SellerFactory


def address(product):
    with translation.override("en"):
        return product_url(product)


def text(client, url, **options):
    return client.get(url, **options).content.decode()


def rows_below(client, product):
    """Where a card's page asks for the rows below it."""
    place = text(client, address(product)).partition("rows-to-come")[2]
    return place.partition('hx-get="')[2].partition('"')[0]


@pytest.fixture
def teapot(db):
    """A card that its author sells."""
    shop = SellerFactory()
    product = ProductFactory(category=CategoryFactory(code="kitchen"), author=shop)
    OfferFactory(product=product, seller=shop)
    product.refresh_from_db()
    return product


def test_below_a_card_stands_what_else_its_seller_has(client, teapot):
    """P9"""
    OfferFactory(seller=teapot.author, product__title={"en": "A bowl of theirs"})
    sold_out = OfferFactory(seller=teapot.author, stock=0)

    rows = text(client, rows_below(client, teapot)).partition('id="from-seller"')[2]

    assert "A bowl of theirs" in rows
    assert sold_out.product.title["en"] not in rows


def test_a_card_nobody_offers_has_what_is_like_it_below(client, db):
    like_it = OfferFactory(product__title={"en": "A kettle instead"})
    alone = ProductFactory(category=like_it.product.category)

    rows = text(client, rows_below(client, alone))

    assert "A kettle instead" in rows
    assert "from-seller" not in rows
    assert "together" not in rows


def test_without_javascript_a_way_leads_to_goods_of_the_kind(client, teapot):
    place = text(client, address(teapot)).partition("rows-to-come")[2].partition("</section>")[0]

    assert "More like this" in place
    assert 'href="/en/c/kitchen/"' in place


def test_the_rows_below_a_card_are_the_same_for_all_and_kept(client, teapot):
    url = rows_below(client, teapot)

    first = client.get(url)
    client.force_login(UserFactory())
    again = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert "public" in first["Cache-Control"]
    assert again.status_code == 304
    assert client.post(url).status_code == 405


def test_rows_are_those_of_a_cards_own_offers_only(client, teapot):
    """Another card's offer, one that is paused meanwhile, no offer, no id."""
    strange = OfferFactory()
    size = VariantFactory(product=teapot, options={"size": "l"})
    ended = OfferFactory(product=teapot, variant=size)
    Offer.objects.filter(pk=ended.pk).update(state=OfferState.PAUSED)
    below = f"/en/p/{teapot.code}/beside/"

    for offer in (strange.pk, ended.pk, teapot.pk):
        answer = client.get(f"{below}{offer}/")
        assert (answer.status_code, answer["Location"]) == (302, below), offer
        assert "public" not in answer.get("Cache-Control", "")
    for offer in ("1", "null"):
        assert client.get(f"{below}{offer}/").status_code == 404, offer
    assert client.get("/en/p/AAAAAAAA/beside/").status_code == 404


def test_an_old_page_of_what_is_gone_gets_what_is_like_it(client, teapot):
    OfferFactory(product__title={"en": "A kettle instead"}, product__category=teapot.category)
    url = rows_below(client, teapot)
    Product.objects.filter(pk=teapot.pk).update(state=ProductState.GONE)
    cache.clear()

    assert client.get(url).status_code == 302
    rows = text(client, url, follow=True)

    assert "A kettle instead" in rows
    assert "from-seller" not in rows


def test_a_card_in_a_hidden_category_leads_to_no_list(client, teapot):
    Category.objects.update(is_active=False)
    forget_tree()

    page = text(client, address(teapot)).partition("rows-to-come")[2].partition("</section>")[0]

    assert "More like this" in page
    assert "See all" not in page


def test_who_stands_on_the_way_to_all_of_the_kind_keeps_it_when_the_rows_come(client, teapot):
    """The browser's focus goes from one element to the next of the same id."""
    OfferFactory(product__category=teapot.category)
    way = 'id="similar-all" href="/en/c/kitchen/"'

    assert way in text(client, address(teapot))
    assert way in text(client, rows_below(client, teapot))
