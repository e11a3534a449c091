"""A shop's program keeps prices and pieces in step: each offer saved or refused on its own."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.tests.factories import UserFactory
from apps.catalog import services
from apps.catalog.models import Offer, ProductState, Stock
from apps.catalog.rules import StockLine
from apps.catalog.selectors import stock_differences
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import Actor
from apps.sellers.models import KeyScope, SellerState
from apps.sellers.tests.factories import ApiKeyFactory, SellerFactory

OFFERS, PRICES, STOCK = (
    "/api/v1/seller/offers/",
    "/api/v1/seller/offers/prices/",
    "/api/v1/seller/offers/stock/",
)


@pytest.fixture
def shop(db):
    return SellerFactory()


def by_key(key):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer bzr_{key.name}")
    return client


@pytest.fixture
def program(shop):
    return by_key(ApiKeyFactory(seller=shop))


def told(answer):
    return [(row["sku"], row["status"], row["code"]) for row in answer.json()["results"]]


def test_prices_are_saved_or_refused_offer_by_offer(program, shop):
    good, same = OfferFactory(seller=shop, sku="A"), OfferFactory(seller=shop, sku="B")
    foreign = OfferFactory(sku="F")
    OfferFactory(seller=shop, sku="GONE", product__state=ProductState.GONE)
    items = [
        {"sku": "A", "price": "120000"},
        {"sku": "NOBODY", "price": "1"},
        {"sku": "B", "price": "100000.00"},
        {"sku": "F", "price": "1"},
        {"sku": "A", "price": "7"},
        {"sku": "GONE", "price": "7"},
    ]

    answer = program.post(PRICES, {"items": items})

    assert answer.status_code == 200
    assert told(answer) == [
        ("A", "saved", ""),
        ("NOBODY", "refused", "not_allowed"),
        ("B", "unchanged", ""),
        ("F", "refused", "not_allowed"),
        ("A", "refused", "catalog.repeated"),
        ("GONE", "refused", "not_allowed"),
    ]
    for offer, price in ((good, 120_000), (same, 100_000), (foreign, 100_000)):
        offer.refresh_from_db()
        assert offer.price == price
    good.product.refresh_from_db()
    assert good.product.price == 120_000


@pytest.mark.parametrize("price", ["0", "12.50", "99999999999999"])
def test_a_price_that_is_none_is_refused_and_the_next_one_saved(program, shop, price):
    first, second = OfferFactory(seller=shop, sku="A"), OfferFactory(seller=shop, sku="B")

    answer = program.post(
        PRICES, {"items": [{"sku": "A", "price": price}, {"sku": "B", "price": "5"}]}
    )

    assert told(answer) == [("A", "refused", "invalid"), ("B", "saved", "")]
    assert answer.json()["results"][0]["message"]
    assert list(Offer.objects.order_by("sku").values_list("price", flat=True)) == [100_000, 5]
    assert (first.price, second.price) == (100_000, 100_000)


def test_what_it_cost_before_stays_is_set_or_is_forgotten(program, shop):
    OfferFactory(seller=shop, sku="A", old_price=150_000)

    def after(**line):
        program.post(PRICES, {"items": [{"sku": "A", "price": "90000"} | line]})
        return Offer.objects.get().old_price

    assert after() == 150_000
    assert after(old_price="200000") == 200_000
    assert after(old_price=None) is None
    refused = program.post(
        PRICES, {"items": [{"sku": "A", "price": "90000", "old_price": "80000"}]}
    )
    assert told(refused) == [("A", "refused", "invalid")]


def test_pieces_are_what_may_be_bought_on_top_of_what_is_reserved(program, shop):
    offer = OfferFactory(seller=shop, sku="A")
    services.reserve_stock(reference="order", lines=[StockLine(offer.pk, 4)], until=None)
    items = [{"sku": "A", "free": 7}, {"sku": "B", "free": 1}]

    first = program.post(STOCK, {"items": items})
    again = program.post(STOCK, {"items": items})
    below = program.post(STOCK, {"items": [{"sku": "A", "free": -1}]})

    stock = Stock.objects.get(offer=offer)
    assert told(first) == [("A", "saved", ""), ("B", "refused", "not_allowed")]
    assert told(again)[0] == ("A", "unchanged", "")
    assert told(below) == [("A", "refused", "invalid")]
    assert (stock.on_hand, stock.reserved) == (11, 4)
    assert stock_differences() == []


def test_the_last_piece_goes_and_the_card_is_sold_out(program, shop):
    offer = OfferFactory(seller=shop, sku="A")

    program.post(STOCK, {"items": [{"sku": "A", "free": 0}]})

    offer.product.refresh_from_db()
    assert not offer.product.is_in_stock


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "items",
        {"items": []},
        {"items": "A"},
        {"items": [{"sku": f"S{n}", "price": "1"} for n in range(101)]},
    ],
)
def test_a_body_that_makes_no_sense_is_a_problem_and_changes_nothing(program, shop, body):
    offer = OfferFactory(seller=shop, sku="A")

    answer = program.post(PRICES, body)

    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    offer.refresh_from_db()
    assert offer.price == 100_000


@pytest.mark.parametrize(
    "item",
    [
        1,
        "A",
        None,
        [],
        {},
        {"sku": "A"},
        {"sku": "A", "price": "much"},
        {"sku": "A", "price": "-1"},
        {"sku": "A", "price": "1.234"},
        {"sku": "A", "price": "NaN"},
        {"sku": "x" * 81, "price": "1"},
        {"sku": {"a": 1}, "price": "1"},
        {"sku": "A\0", "price": "1"},
    ],
)
def test_an_item_that_makes_no_sense_is_refused_in_its_place_and_the_others_saved(
    program, shop, item
):
    OfferFactory(seller=shop, sku="A")
    OfferFactory(seller=shop, sku="B")
    items = [{"sku": "A", "price": "7"}, item, {"sku": "B", "price": "8"}]

    results = program.post(PRICES, {"items": items}).json()["results"]

    assert [row["status"] for row in results] == ["saved", "refused", "saved"]
    assert (results[1]["code"], bool(results[1]["message"])) == ("invalid", True)
    assert sorted(Offer.objects.values_list("price", flat=True)) == [7, 8]


def test_the_shop_reads_its_own_offers_page_by_page(program, shop):
    OfferFactory(seller=shop, sku="A", variant__barcode="47800000", stock=3)
    OfferFactory(seller=shop, sku="B")
    OfferFactory(sku="FOREIGN")

    first = program.get(OFFERS, {"limit": 1}).json()
    second = program.get(first["next"]).json()
    one = program.get(OFFERS, {"sku": ["A", "FOREIGN"]}).json()

    assert [row["sku"] for row in first["results"] + second["results"]] == ["B", "A"]
    row = one["results"][0]
    assert [row["sku"] for row in one["results"]] == ["A"]
    assert (row["price"], row["free"], row["barcode"]) == ("100000.00", 3, "47800000")
    assert program.get(OFFERS, {"sku": ["x"] * 101}).status_code == 422


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        (KeyScope.OFFERS_READ, (200, 403, 403)),
        (KeyScope.PRICES_WRITE, (403, 200, 403)),
        (KeyScope.STOCK_WRITE, (403, 403, 200)),
    ],
)
def test_a_key_opens_only_what_it_is_for(shop, scope, opens):
    client = by_key(ApiKeyFactory(seller=shop, scopes=[scope]))
    price, level = {"sku": "A", "price": "1"}, {"sku": "A", "free": 1}

    answers = (
        client.get(OFFERS),
        client.post(PRICES, {"items": [price]}),
        client.post(STOCK, {"items": [level]}),
    )

    assert tuple(answer.status_code for answer in answers) == opens


def test_no_other_key_login_or_token_opens(shop, client):
    ended = ApiKeyFactory(seller=shop, ended_at=timezone.now())
    signed_in = APIClient()
    signed_in.force_login(shop.members.get().user)
    made_up = APIClient()
    made_up.credentials(HTTP_AUTHORIZATION="Bearer bzr_made-up")
    stranger = APIClient()
    stranger.force_login(UserFactory())

    codes = {each.get(OFFERS).status_code for each in (by_key(ended), signed_in, made_up, stranger)}

    assert codes == {401}


def test_a_key_opens_nothing_but_its_shops_offers(program):
    assert program.get("/api/v1/orders/").status_code == 401
    assert program.get("/api/v1/auth/devices/").status_code == 401


def test_a_suspended_shops_program_is_told_so(shop):
    client = by_key(ApiKeyFactory(seller=shop))
    shop.state = SellerState.SUSPENDED
    shop.save()

    answer = client.post(PRICES, {"items": [{"sku": "A", "price": "1"}]})

    assert answer.status_code == 403


@pytest.mark.parametrize("count", [2, 100])
@pytest.mark.parametrize("where", [PRICES, STOCK])
def test_a_call_costs_the_same_queries_for_two_offers_and_for_a_hundred(
    program, shop, where, count, django_assert_max_num_queries
):
    OfferFactory.create_batch(count, seller=shop)
    what = {"price": "5000"} if where == PRICES else {"free": 3}
    items = [{"sku": offer.sku} | what for offer in Offer.objects.all()]

    with django_assert_max_num_queries(32):
        answer = program.post(where, {"items": items})

    assert {row["status"] for row in answer.json()["results"]} == {"saved"}


@pytest.mark.django_db(transaction=True)
def test_calls_that_cross_and_checkouts_between_them_never_wait_in_a_ring():
    first = OfferFactory(stock=500)
    second = OfferFactory(seller=first.seller, stock=500)
    by = Actor(role="seller", seller_id=first.seller_id, rights=frozenset({"products"}))
    skus = (first.sku, second.sku)

    def work(n):
        order = skus if n % 2 else skus[::-1]
        try:
            if n % 4 < 2:
                lines = [services.PriceLine(sku, Decimal(1000 + n)) for sku in order]
                services.sync_prices(
                    seller_id=first.seller_id, lines=lines, by=by, now=timezone.now()
                )
            elif n % 8 < 4:
                lines = [services.StockLevel(sku, 300 + n) for sku in order]
                services.sync_stock(seller_id=first.seller_id, lines=lines, by=by)
            else:
                lines = [StockLine(second.pk, 1), StockLine(first.pk, 1)]
                services.reserve_stock(reference=f"order-{n}", lines=lines, until=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        list(people.map(work, range(40)))

    assert {stock.reserved for stock in Stock.objects.all()} == {10}
    assert stock_differences() == []
