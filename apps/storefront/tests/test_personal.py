"""The private fragments of public pages."""

from decimal import Decimal

import pytest
from django.test import RequestFactory

from apps.accounts.tests.factories import UserFactory
from apps.catalog.tests.factories import OfferFactory, ProductFactory
from apps.core.web.pages import server_error
from apps.geo.tests.factories import CityFactory, RegionFactory
from apps.shipping.tests.factories import RateFactory

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def city(db, settings):
    return CityFactory(pk=settings.MARKET_DEFAULT_CITY)


def fragment(client, **query):
    answer = client.get("/en/personal/", query)
    assert answer["Cache-Control"] == "private, no-store"
    return answer.content.decode()


def test_a_new_guest_has_an_empty_cart_and_the_markets_own_place_and_gets_no_cookie(client, city):
    page = fragment(client)

    assert 'data-cart-count="0"' in page
    assert 'data-favourites=""' in page
    assert 'data-place="Tashkent"' in page
    assert "data-name" not in page
    assert not client.cookies


def test_the_fragment_counts_the_cart_and_names_the_hearts_and_the_person(client, city):
    offer = OfferFactory()
    client.force_login(UserFactory(name="Dilnoza Karimova"))
    client.post("/en/cart/add/", {"offer_id": offer.pk}, headers=OURS)
    client.post("/en/favourites/mark/", {"product_id": offer.product_id}, headers=OURS)

    page = fragment(client)

    assert 'data-cart-count="1"' in page
    assert 'data-favourite-count="1"' in page
    assert f'data-favourites="{offer.product_id}"' in page
    assert 'data-name="Dilnoza"' in page


def test_what_a_form_told_on_a_public_page_is_shown_once(client, city):
    offer = OfferFactory()
    client.post("/en/cart/add/", {"offer_id": offer.pk, "next": "/en/"}, headers=OURS)

    assert "Added to your cart." in fragment(client)
    assert "Added to your cart." not in fragment(client)


def test_delivery_is_promised_for_the_visitors_own_place(client, city):
    """P3"""
    RateFactory(distance="city", base=Decimal(15_000))
    RateFactory(distance="country", base=Decimal(45_000))
    far = CityFactory(code="1735", region=RegionFactory(code="1735"))
    offer = OfferFactory(product=ProductFactory(length_mm=100, width_mm=100, height_mm=100))
    assert f'<template data-for="{offer.pk}">' in fragment(client, offer=offer.pk)
    assert "15\u202f000" in fragment(client, offer=offer.pk)

    client.post("/en/place/choose/", {"city": far.pk}, headers=OURS)

    assert "45\u202f000" in fragment(client, offer=offer.pk)


def test_how_much_more_makes_delivery_free_is_said_until_it_is_free(client, city):
    """P3"""
    rate = RateFactory(distance="city", base=Decimal(15_000), free_from=Decimal(300_000))
    offer = OfferFactory(price=Decimal(215_000))
    assert "free with 85\u202f000\u00a0soʻm more from this shop" in fragment(client, offer=offer.pk)

    rate.free_from = Decimal(200_000)
    rate.save()
    assert "more from this shop" not in fragment(client, offer=offer.pk)


def test_a_place_that_nobody_brings_to_is_promised_nothing(client, city):
    assert "<template" not in fragment(client, offer=OfferFactory().pk)


@pytest.mark.parametrize("offer", ["nonsense", "0190a1b2-0000-7000-8000-000000000000"])
def test_an_offer_that_is_not_there_promises_nothing(client, city, offer):
    assert "<template" not in fragment(client, offer=offer)


def test_what_was_looked_at_comes_in_its_order_and_without_what_is_gone(client, city):
    first, second = OfferFactory().product, OfferFactory().product
    gone = ProductFactory(state="gone")
    ids = f"{second.pk},{gone.pk},nonsense,{first.pk}"

    page = client.get("/en/personal/recent/", {"ids": ids}).content.decode()

    assert page.count('<article class="tile">') == 2
    assert page.index(str(second.title["en"])) < page.index(str(first.title["en"]))


def test_a_form_from_elsewhere_is_refused_and_nothing_is_put_in_the_cart(client, city):
    offer = OfferFactory()

    answer = client.post(
        "/en/cart/add/", {"offer_id": offer.pk}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert 'data-cart-count="0"' in fragment(client)


def test_the_page_of_our_own_failure_needs_no_database():
    # Without the `db` fixture any query would raise.
    answer = server_error(RequestFactory().get("/ru/"))

    assert answer.status_code == 500
    assert "500" in answer.content.decode()
