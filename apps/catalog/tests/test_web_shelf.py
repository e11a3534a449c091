"""The seller's list of offers."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.catalog import selectors, services
from apps.catalog.models import (
    Offer,
    OfferState,
    Product,
    ProductState,
    Stock,
)
from apps.catalog.tests.desk import card_url, new, offer_url, shelf
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM
from apps.sellers.tests.factories import MemberFactory


def refuse(product, reason="The photo is too small."):
    content = services.CardContent(
        title={"en": "New"},
        description={},
        category_code=product.category.code,
        source_language="en",
    )
    revision = services.submit_revision(
        product_id=product.pk, content=content, by=SYSTEM, now=timezone.now()
    )
    if reason:
        services.reject_revision(
            revision_id=revision.pk, reason=reason, by=SYSTEM, now=timezone.now()
        )


def test_price_and_pieces_are_changed_in_place(seller, shop):
    """R15.1"""
    offer = OfferFactory(seller=shop)

    answer = seller.post(
        offer_url(shop, offer),
        {"price": "1\u202f250 000", "stock": "7", "next": shelf(shop, state="low")},
        follow=True,
    )

    offer.refresh_from_db()
    assert answer.redirect_chain == [(shelf(shop, state="low"), 302)]
    assert (offer.price, Stock.objects.get(offer=offer).on_hand) == (Decimal(1_250_000), 7)


def test_htmx_gets_the_row_as_it_is_now(seller, shop):
    offer = OfferFactory(seller=shop)

    answer = seller.post(
        offer_url(shop, offer), {"price": "120000", "stock": "7"}, headers={"hx-request": "true"}
    )

    row = answer.content.decode()
    assert row.lstrip().startswith("<li") or "<html" not in row
    assert "120\u202f000" in row
    assert "Saved" in row


def test_pieces_that_are_reserved_stay_on_top_of_what_the_seller_says(seller, shop):
    offer = OfferFactory(seller=shop)
    Stock.objects.filter(offer=offer).update(reserved=4)

    seller.post(offer_url(shop, offer), {"price": "100000", "stock": "7"})

    stock = Stock.objects.get(offer=offer)
    assert (stock.on_hand, stock.reserved) == (11, 4)


def test_an_old_price_stays_while_it_is_the_higher_one(seller, shop):
    offer = OfferFactory(seller=shop, old_price=150_000)

    seller.post(offer_url(shop, offer), {"price": "140000", "stock": "1"})
    kept = Offer.objects.get().old_price
    seller.post(offer_url(shop, offer), {"price": "160000", "stock": "1"})

    assert (kept, Offer.objects.get().old_price) == (150_000, None)


@pytest.mark.parametrize(
    ("price", "stock"),
    [("0", "1"), ("-5", "1"), ("12.50", "1"), ("much", "1"), ("", "1"), ("100000000001", "1"),
     ("5000", "-1"), ("5000", "1.5"), ("5000", "1000001"), ("NaN", "1"), ("1e999", "1")],
)  # fmt: skip
def test_a_price_or_stock_that_is_none_is_refused_beside_what_was_typed(seller, shop, price, stock):
    offer = OfferFactory(seller=shop)

    answer = seller.post(offer_url(shop, offer), {"price": price, "stock": stock})

    assert answer.status_code == 422
    assert f'value="{price}"' in answer.content.decode()
    offer.refresh_from_db()
    assert (offer.price, Stock.objects.get(offer=offer).on_hand) == (100_000, 10)


def test_an_offer_is_paused_and_taken_up_again_but_no_block_is_lifted(seller, shop):
    offer = OfferFactory(seller=shop)
    url = offer_url(shop, offer, "offer-state")

    seller.post(url, {"state": "paused"})
    paused = Offer.objects.get().state
    seller.post(url, {"state": "active"})
    nonsense = seller.post(url, {"state": "blocked"})
    Offer.objects.update(state=OfferState.BLOCKED)
    lifted = seller.post(url, {"state": "active"})

    assert paused == "paused"
    assert (nonsense.status_code, lifted.status_code) == (422, 403)
    assert Offer.objects.get().state == "blocked"


def test_the_filters_count_and_show_what_they_say(seller, shop):
    OfferFactory(seller=shop, sku="PLENTY")
    OfferFactory(seller=shop, sku="EMPTY", stock=0)
    OfferFactory(seller=shop, sku="LOW", stock=2)
    OfferFactory(seller=shop, sku="PAUSED", state=OfferState.PAUSED)
    refuse(OfferFactory(seller=shop, sku="REFUSED").product)
    refuse(OfferFactory(seller=shop, sku="WAITING").product, reason="")
    OfferFactory(seller=shop, sku="GONE", product__state=ProductState.GONE)
    OfferFactory(sku="FOREIGN")

    counts = selectors.shelf_counts(seller_id=shop.pk)
    shown = {
        state: [row.line.sku for row in selectors.offer_rows(seller_id=shop.pk, state=state)]
        for state in ("sold_out", "low", "paused", "rejected", "waiting")
    }

    assert (counts.every, counts.sold_out, counts.low, counts.paused) == (6, 1, 1, 1)
    assert (counts.rejected, counts.waiting) == (1, 1)
    assert shown == {
        "sold_out": ["EMPTY"],
        "low": ["LOW"],
        "paused": ["PAUSED"],
        "rejected": ["REFUSED"],
        "waiting": ["WAITING"],
    }


def test_a_refused_card_says_why(seller, shop):
    refuse(OfferFactory(seller=shop).product)

    assert "The photo is too small." in seller.get(shelf(shop, state="rejected")).content.decode()


def test_the_list_is_searched_by_sku_and_by_title_in_any_language(seller, shop):
    offer = OfferFactory(seller=shop, sku="TEAPOT-1", product__title={"ru": "Чайник синий"})
    OfferFactory(seller=shop, sku="OTHER", product__title={"en": "Bowl"})

    for text in ("teapot", "чайник"):
        rows = seller.get(shelf(shop, q=text)).context["rows"]
        assert [row.line.offer_id for row, _figures, _form in rows] == [offer.pk]


def test_a_character_no_database_takes_is_left_out(seller, shop, dresses):
    assert seller.get(shelf(shop, q="\0")).status_code == 200


def test_another_shops_goods_do_not_exist(seller, shop):
    foreign = OfferFactory()
    foreign_shop = foreign.seller

    answers = [
        seller.get(shelf(foreign_shop)),
        seller.get(card_url(foreign_shop, foreign.product)),
        seller.get(card_url(shop, foreign.product)),
        seller.post(card_url(shop, foreign.product, "product-edit")),
        seller.post(reverse("seller:product-remove", args=[shop.slug, foreign.product_id])),
        seller.post(offer_url(shop, foreign), {"price": "1", "stock": "1"}),
        seller.post(offer_url(foreign_shop, foreign), {"price": "1", "stock": "1"}),
        seller.post(offer_url(shop, foreign, "offer-state"), {"state": "paused"}),
        seller.get(reverse("seller:product", args=[shop.slug, uuid4()])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    foreign.refresh_from_db()
    assert (foreign.price, foreign.state) == (100_000, "active")
    assert foreign.product.state == ProductState.LIVE


def test_a_packer_has_no_right_to_goods(client, shop, dresses):
    client.force_login(MemberFactory(seller=shop, role="packer").user)
    offer = OfferFactory(seller=shop)

    answers = [
        client.get(shelf(shop)),
        client.get(new(shop)),
        client.get(card_url(shop, offer.product)),
        client.post(card_url(shop, offer.product, "product-edit")),
        client.post(offer_url(shop, offer), {"price": "1", "stock": "1"}),
        client.post(reverse("seller:product-remove", args=[shop.slug, offer.product_id])),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert Product.objects.get().state == ProductState.LIVE


def test_who_is_not_logged_in_is_asked_to(client, shop):
    offer = OfferFactory(seller=shop)

    for answer in (
        client.get(shelf(shop)),
        client.get(new(shop)),
        client.get(card_url(shop, offer.product)),
        client.post(offer_url(shop, offer), {"price": "1", "stock": "1"}),
    ):
        assert (answer.status_code, "login" in answer.url) == (302, True)


def test_a_removed_product_is_gone_from_the_list_and_the_shop(seller, shop):
    offer = OfferFactory(seller=shop)

    seller.post(reverse("seller:product-remove", args=[shop.slug, offer.product_id]))

    assert Product.objects.get().state == ProductState.GONE
    assert seller.get(shelf(shop)).context["rows"] == []
    assert seller.get(card_url(shop, offer.product)).status_code == 404


@pytest.mark.parametrize("rows", [1, 15])
def test_the_list_costs_the_same_queries_for_one_offer_and_for_fifteen(
    seller, shop, rows, django_assert_num_queries
):
    OfferFactory.create_batch(rows, seller=shop)
    seller.get(shelf(shop))  # reads what is kept: the categories' properties
    # user, desk; ids, offers, stock, photos, categories, versions, facts; sold, visitors, cards;
    # counts
    with django_assert_num_queries(13):
        page = seller.get(shelf(shop))
    assert page.content.count(b'class="offer"') == rows
