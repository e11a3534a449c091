"""Files a seller takes away: a category's table, and all goods, which come back unchanged."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from apps.catalog.models import ImportRun, Offer, Product, ProductRevision, Stock
from apps.catalog.services import imports
from apps.catalog.tests.factories import OfferFactory
from apps.sellers.tests.factories import MemberFactory


def export(shop, kind):
    return reverse("seller:goods-export", args=[shop.slug, kind])


def template(shop, kind, category="dresses"):
    query = {"category": category}
    return reverse("seller:import-category-template", args=[shop.slug, kind], query=query)


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def table(raw):
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def sheet(raw):
    return CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()


def send_back(client, shop, raw, name):
    sent = {
        "file": SimpleUploadedFile(name, raw),
        "language": "en",
        "currency": "UZS",
        "default_stock": "0",
    }
    client.post(reverse("seller:imports", args=[shop.slug]), sent)
    run = ImportRun.objects.latest("created_at")
    imports.run_import(run_id=run.pk, now=timezone.now())
    run.refresh_from_db()
    return run


@pytest.fixture
def goods(shop, dresses):
    """Two sizes of a dress, and a thing without options."""
    small = OfferFactory(
        seller=shop,
        sku="DR-S",
        product__author=shop,
        product__category=dresses,
        product__title={"en": "=Adras dress"},
        product__attributes={"material": "silk", "length": 110.0},
        variant__options={"size": "s"},
        variant__options_key="size=s",
    )
    OfferFactory(
        seller=shop,
        sku="DR-M",
        product=small.product,
        variant__product=small.product,
        variant__options={"size": "m"},
        variant__options_key="size=m",
        price=120_000,
    )
    OfferFactory(seller=shop, sku="POT", product__author=shop, product__title={"en": "Pot"})
    OfferFactory(sku="FOREIGN")


def state():
    return (
        list(Offer.objects.order_by("sku").values_list("sku", "price")),
        list(Stock.objects.order_by("pk").values_list("on_hand", "reserved")),
        list(Product.objects.order_by("pk").values_list("title", "attributes")),
        ProductRevision.objects.count(),
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_what_is_taken_away_comes_back_unchanged(seller, shop, goods, kind):
    """R4.3"""
    before = state()

    raw = body(seller.get(export(shop, kind)))
    run = send_back(seller, shop, raw, f"goods.{kind}")

    assert (run.state, run.total_count, run.bad_count) == ("done", 2, 0)
    assert b"FOREIGN" not in raw
    assert state() == before


def test_a_table_of_goods_has_a_row_a_variant_and_no_formulas(seller, shop, goods):
    rows = table(body(seller.get(export(shop, "csv"))))
    head = rows[0]
    by_sku = {row[head.index("variant_sku")]: dict(zip(head, row, strict=True)) for row in rows[1:]}

    assert set(by_sku) == {"DR-S", "DR-M", "POT"}
    assert by_sku["DR-M"]["price"] == "120000"
    assert by_sku["DR-M"]["option:size"] == "m"
    assert (by_sku["DR-S"]["attribute:length"], by_sku["DR-S"]["title"]) == ("110", "'=Adras dress")


def test_a_changed_cell_is_all_that_changes(seller, shop, goods):
    raw = body(seller.get(export(shop, "jsonl"))).decode()
    cards = [json.loads(line) for line in raw.splitlines()]
    next(card for card in cards if card["sku"] == "POT")["variants"][0]["price"] = "55000"

    send_back(seller, shop, "\n".join(map(json.dumps, cards)).encode(), "goods.jsonl")

    assert dict(Offer.objects.filter(seller=shop).values_list("sku", "price")) == {
        "DR-S": 100_000,
        "DR-M": 120_000,
        "POT": 55_000,
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_categorys_table_names_its_properties_and_takes_its_own_example(
    seller, shop, dresses, kind
):
    raw = body(seller.get(template(shop, kind)))
    head = (table(raw) if kind == "csv" else sheet(raw))[0]

    run = send_back(seller, shop, raw, f"dresses.{kind}")

    assert {"sku*", "attribute:material*", "attribute:length", "option:size*"} <= set(head)
    assert (run.total_count, run.bad_count) == (1, 0)
    product = Product.objects.get()
    assert product.category == dresses
    assert product.attributes == {"material": "silk"}
    assert product.variants.get().options == {"size": "s"}


def test_columns_by_other_names_and_properties_by_words_are_understood(seller, shop, dresses):
    raw = (
        "Артикул;Название;Категория;Цена;Валюта;Остаток;attribute:length;attribute:material\n"
        "A-1;Платье;Dresses;150000;UZS;4;110,5;COTTON\n"
    )

    run = send_back(seller, shop, raw.encode(), "goods.csv")

    assert run.bad_count == 0
    assert Product.objects.get().attributes == {"length": 110.5, "material": "cotton"}
    assert Stock.objects.get().on_hand == 4


def test_unknown_categories_and_kinds_are_not_found(seller, shop, dresses):
    assert seller.get(template(shop, "csv", "nowhere")).status_code == 404
    assert seller.get(template(shop, "csv").replace("csv", "exe")).status_code == 404


def test_a_packer_and_another_shop_take_nothing_away(client, shop, goods):
    client.force_login(MemberFactory(seller=shop, role="packer").user)
    packer = client.get(export(shop, "csv")).status_code
    client.force_login(MemberFactory(role="owner").user)

    assert (packer, client.get(export(shop, "csv")).status_code) == (403, 404)


@pytest.mark.parametrize("count", [1, 20])
def test_an_export_costs_the_same_queries_for_one_card_and_for_twenty(
    seller, shop, count, django_assert_num_queries
):
    OfferFactory.create_batch(count, seller=shop)
    seller.get(export(shop, "csv"))

    # session, user, desk; two for the columns, one for all the goods
    with django_assert_num_queries(6):
        body(seller.get(export(shop, "csv")))
