"""Prices and pieces of many offers at once: by hand, by one rule, from a file; and undo."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from apps.catalog import services
from apps.catalog.models import OfferBatch, Stock
from apps.catalog.rules import StockLine
from apps.catalog.selectors import stock_differences
from apps.catalog.services import OfferChange
from apps.catalog.services.batches import MAX_OFFERS
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM
from apps.core.errors import Conflict
from apps.sellers.tests.factories import MemberFactory


def prices(shop, name="prices", **query):
    return reverse(f"seller:{name}", args=[shop.slug], query=query)


def undo_url(shop, batch):
    return reverse("seller:prices-undo", args=[shop.slug, batch.pk])


def line(offer, *, price="100\u202f000", stock="10", was_price="100\u202f000", was_stock="10"):
    """A line of the table as the page sends it."""
    cells = {"price": price, "stock": stock, "was_price": was_price, "was_stock": was_stock}
    return {f"{offer.pk}-{name}": text for name, text in cells.items()}


def save(client, shop, *lines, offers):
    sent = {"go": "table", "offer": [str(offer.pk) for offer in offers]}
    for each in lines:
        sent |= each
    return client.post(prices(shop), sent, follow=True)


def held(offer):
    offer.refresh_from_db()
    stock = Stock.objects.get(offer=offer)
    return offer.price, stock.on_hand - stock.reserved


def send(client, shop, text, name="prices.csv"):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return client.post(prices(shop, "prices-upload"), {"file": file}, follow=True)


def test_many_lines_are_changed_at_once_and_the_rest_stays(seller, shop):
    """R15.1, V5"""
    first, second, third = OfferFactory.create_batch(3, seller=shop)

    answer = save(
        seller,
        shop,
        line(first, price="120 000"),
        line(second, stock="3"),
        line(third),
        offers=[first, second, third],
    )

    assert "2 offers changed." in answer.content.decode()
    assert [held(each) for each in (first, second, third)] == [
        (Decimal(120_000), 10),
        (Decimal(100_000), 3),
        (Decimal(100_000), 10),
    ]
    assert stock_differences() == []


def test_what_was_sold_meanwhile_is_not_put_back_by_a_line_nobody_changed(seller, shop):
    offer = OfferFactory(seller=shop)
    Stock.objects.filter(offer=offer).update(reserved=4)

    save(seller, shop, line(offer, price="90000"), offers=[offer])

    assert held(offer) == (Decimal(90_000), 6)


def test_a_line_with_a_mistake_changes_no_line_and_stays_as_typed(seller, shop):
    first, second = OfferFactory.create_batch(2, seller=shop)

    lines = [line(first, price="120000"), line(second, price="much")]
    answer = save(seller, shop, *lines, offers=[first, second])

    assert answer.status_code == 422
    assert 'value="much"' in answer.content.decode()
    assert held(first) == held(second) == (Decimal(100_000), 10)
    assert not OfferBatch.objects.exists()


def test_nothing_changed_is_no_change(seller, shop):
    offer = OfferFactory(seller=shop)

    answer = save(seller, shop, line(offer), offers=[offer])

    assert "nothing has changed" in answer.content.decode()
    assert not OfferBatch.objects.exists()


@pytest.mark.parametrize(
    ("rule", "amount", "step", "after"),
    [
        ("price_percent", "-10", "1", (90_000, 10)),
        ("price_percent", "3.33", "500", (103_500, 10)),
        ("price_add", "2500", "1000", (103_000, 10)),
        ("price_set", "77000", "1", (77_000, 10)),
        ("free_set", "0", "1", (100_000, 0)),
        ("free_add", "-15", "1", (100_000, 0)),
        ("free_add", "5", "1", (100_000, 15)),
    ],
)
def test_one_rule_changes_all_that_the_list_shows(seller, shop, rule, amount, step, after):
    offers = OfferFactory.create_batch(2, seller=shop)
    other = OfferFactory()
    sent = {"go": "rule", "rule": rule, "amount": amount, "step": step, "scope": "all"}

    seller.post(prices(shop), sent)

    assert {held(offer) for offer in offers} == {after}
    assert held(other) == (100_000, 10)


def test_a_rule_for_ticked_lines_leaves_the_others(seller, shop):
    ticked, other, foreign = *OfferFactory.create_batch(2, seller=shop), OfferFactory()
    sent = {"go": "rule", "rule": "price_set", "amount": "5000", "step": "1", "scope": "ticked"}

    seller.post(prices(shop), sent | {"tick": [str(ticked.pk), str(foreign.pk), "nonsense"]})

    assert [held(each)[0] for each in (ticked, other, foreign)] == [5_000, 100_000, 100_000]


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "-96", "rule": "price_percent"},
        {"amount": "-100000", "rule": "price_add"},
        {"amount": "0", "rule": "price_set"},
        {"amount": "-1", "rule": "free_set"},
        {"amount": "1.5", "rule": "free_add"},
        {"amount": "9999999", "rule": "free_add"},
        {"amount": "NaN"},
        {"rule": "sell_all"},
        {"step": "0"},
        {"scope": "world"},
        {"scope": "ticked"},
    ],
)
def test_a_rule_that_makes_no_sense_changes_nothing(seller, shop, wrong):
    offer = OfferFactory(seller=shop)
    sent = {"go": "rule", "rule": "price_percent", "amount": "5", "step": "1", "scope": "all"}

    answer = seller.post(prices(shop), sent | wrong)

    assert answer.status_code == 422
    assert held(offer) == (100_000, 10)


def test_the_table_is_taken_away_changed_and_sent_back(seller, shop):
    first = OfferFactory(seller=shop, sku="A-1", product__title={"en": "=HYPERLINK(1)"})
    second = OfferFactory(seller=shop, sku="B-2")
    got = b"".join(seller.get(prices(shop, "prices-download")).streaming_content).decode()
    assert "'=HYPERLINK(1)" in got

    answer = send(seller, shop, got.replace("100000,10", "95000,8", 1))

    assert "1 offer changed." in answer.content.decode()
    assert (held(first), held(second)) == ((95_000, 8), (100_000, 10))


def test_an_empty_cell_of_a_file_changes_nothing(seller, shop):
    offer = OfferFactory(seller=shop, sku="A-1")

    send(seller, shop, "SKU;Stock;Price\nA-1;;88 000\n")

    assert held(offer) == (88_000, 10)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The submitted file is empty."),
        ("a,b\n1,2\n", "names the columns"),
        ("sku,price\n", "no line in the file"),
        ("sku,price\nA-1,much\n", "Line 2: price"),
        ("sku,price\nA-1,1\nA-1,2\n", "Line 3: this SKU came before."),
        ("sku,price\nNOBODY,1\n", "no offer NOBODY"),
        ("sku,stock\nA-1,-4\n", "Line 2: stock"),
        ("sku,stock\nA-1,1e3\n", "Line 2: stock"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"sku,price\n" + b"x" * 1_100_000, "at most 1 MB"),
        ("sku,price\n" + "".join(f"S{n},1\n" for n in range(MAX_OFFERS + 1)), "At most"),
        ('sku,price\n"A-1,1\n', "price"),
    ],
)
def test_a_file_with_a_mistake_says_where_and_changes_nothing(seller, shop, text, told):
    offer = OfferFactory(seller=shop, sku="A-1")

    answer = send(seller, shop, text)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert held(offer) == (100_000, 10)


def test_a_change_is_undone_once_and_what_was_sold_stays_sold(seller, shop):
    offer = OfferFactory(seller=shop)
    save(seller, shop, line(offer, price="1000", stock="50"), offers=[offer])
    batch = OfferBatch.objects.get()
    Stock.objects.filter(offer=offer).update(reserved=7)

    told = seller.post(undo_url(shop, batch), follow=True).content.decode()
    again = seller.post(undo_url(shop, batch), follow=True).content.decode()

    assert held(offer) == (100_000, 3)
    assert "1 offer is as it was before." in told
    assert "undone already" in again


def test_undo_leaves_a_price_that_was_changed_since(seller, shop):
    first, second = OfferFactory.create_batch(2, seller=shop)
    lines = [line(first, price="1000"), line(second, price="1000")]
    save(seller, shop, *lines, offers=[first, second])
    services.set_prices(changes=[services.PriceChange(second.pk, Decimal(2000))], by=SYSTEM)

    told = seller.post(undo_url(shop, OfferBatch.objects.get()), follow=True).content.decode()

    assert (held(first)[0], held(second)[0]) == (100_000, 2_000)
    assert "has changed again since" in told


def test_a_change_can_be_undone_for_a_day(seller, shop):
    offer = OfferFactory(seller=shop)
    save(seller, shop, line(offer, price="1000"), offers=[offer])
    late = timezone.now() + timedelta(days=1, seconds=1)

    with pytest.raises(Conflict):
        services.undo_batch(batch_id=OfferBatch.objects.get().pk, by=SYSTEM, now=late)

    assert held(offer)[0] == 1_000
    services.forget_batches(now=late + timedelta(days=40))
    assert not OfferBatch.objects.exists()


def test_another_shops_offers_and_changes_do_not_exist(seller, shop):
    foreign = OfferFactory()
    batch = services.change_offers(
        seller_id=foreign.seller_id,
        changes=[OfferChange(foreign.pk, Decimal(5_000))],
        way="table",
        by=SYSTEM,
        now=timezone.now(),
    )

    answers = [
        save(seller, shop, line(foreign, price="1"), offers=[foreign]),
        seller.post(undo_url(shop, batch)),
        seller.post(undo_url(foreign.seller, batch)),
        seller.get(prices(foreign.seller)),
        seller.get(prices(foreign.seller, "prices-download")),
        seller.post(reverse("seller:prices-undo", args=[shop.slug, uuid4()])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert held(foreign) == (5_000, 10)


def test_a_packer_changes_no_prices(client, shop):
    client.force_login(MemberFactory(seller=shop, role="packer").user)
    offer = OfferFactory(seller=shop)

    answers = [
        client.get(prices(shop)),
        save(client, shop, line(offer, price="1"), offers=[offer]),
        send(client, shop, f"sku,price\n{offer.sku},1\n"),
        client.get(prices(shop, "prices-download")),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert held(offer) == (100_000, 10)


@pytest.mark.parametrize("rows", [1, 15])
def test_the_table_costs_the_same_queries_for_one_offer_and_for_fifteen(
    seller, shop, rows, django_assert_num_queries
):
    OfferFactory.create_batch(rows, seller=shop)
    # session, user, desk; ids, offers, stock, photos, categories, versions, facts; counts, changes
    with django_assert_num_queries(11):
        assert seller.get(prices(shop)).content.decode().count('name="tick"') == rows


@pytest.mark.parametrize("count", [2, 40])
def test_a_change_costs_the_same_queries_for_two_offers_and_for_forty(
    shop, count, django_assert_max_num_queries
):
    offers = OfferFactory.create_batch(count, seller=shop)
    changes = [OfferChange(offer.pk, Decimal(5_000), 3) for offer in offers]

    with django_assert_max_num_queries(40):
        services.change_offers(
            seller_id=shop.pk, changes=changes, way="table", by=SYSTEM, now=timezone.now()
        )


@pytest.mark.django_db(transaction=True)
def test_changes_and_checkouts_of_the_same_offers_never_wait_for_each_other_in_a_ring():
    first = OfferFactory(stock=500)
    second = OfferFactory(seller=first.seller, stock=500)

    def work(n):
        try:
            if n % 2:
                lines = [StockLine(second.pk, 1), StockLine(first.pk, 1)]
                services.reserve_stock(reference=f"order-{n}", lines=lines, until=None)
            else:
                price, ids = Decimal(1000 + n), (second.pk, first.pk)
                services.change_offers(
                    seller_id=first.seller_id,
                    changes=[OfferChange(pk, price, 400 + n) for pk in ids],
                    way="table",
                    by=SYSTEM,
                    now=timezone.now(),
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        list(people.map(work, range(40)))

    assert {stock.reserved for stock in Stock.objects.all()} == {20}
    assert stock_differences() == []
