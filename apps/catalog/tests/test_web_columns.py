"""A table whose columns have names of their own: the seller says once what they hold."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.catalog.models import ImportRun, Offer
from apps.catalog.services import imports
from apps.catalog.web.import_forms import likely
from apps.sellers.tests.factories import MemberFactory

HEADING = "Ref;Item name;Shelf;Retail;In store"
TOLD = {"sku": "Ref", "title": "Item name", "category": "Shelf", "price": "Retail"}


def send(client, shop, rows="A-1;Teapot;Kitchen;120000;4", heading=HEADING):
    sent = {
        "file": SimpleUploadedFile("goods.csv", f"{heading}\n{rows}\n".encode()),
        "language": "en",
        "currency": "UZS",
        "default_stock": "0",
    }
    client.post(reverse("seller:imports", args=[shop.slug]), sent)
    return work_off(ImportRun.objects.latest("created_at"))


def work_off(run):
    imports.run_import(run_id=run.pk, now=timezone.now())
    run.refresh_from_db()
    return run


def columns(shop, run):
    return reverse("seller:import-columns", args=[shop.slug, run.pk])


def page(shop, run):
    return reverse("seller:import", args=[shop.slug, run.pk])


def test_unknown_columns_are_asked_for_once_and_remembered(seller, shop):
    """V8"""
    run = send(seller, shop)
    asked = seller.get(page(shop, run)).content.decode()

    seller.post(columns(shop, run), TOLD | {"stock": "In store"})
    work_off(run)
    again = send(seller, shop, rows="B-2;Bowl;Kitchen;90000;7")

    assert "What do your columns hold?" in asked
    assert (run.state, again.state) == ("done", "done")
    assert dict(Offer.objects.values_list("sku", "stock__on_hand")) == {"A-1": 4, "B-2": 7}


def test_a_file_without_a_currency_is_in_the_markets_own(seller, shop):
    run = send(seller, shop, heading="sku;title;category;price;stock")

    assert run.state == "done"
    assert Offer.objects.get().price == 120_000


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"sku": "Ref"},
        TOLD | {"price": ""},
        TOLD | {"price": "Nonsense"},
        TOLD | {"price": "Ref"},
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_and_asked_again(seller, shop, told):
    run = send(seller, shop)

    answer = seller.post(columns(shop, run), told)

    run.refresh_from_db()
    assert answer.status_code == 422
    assert "What do your columns hold?" in answer.content.decode()
    assert (run.state, run.columns) == ("failed", {})


def test_an_import_that_asks_nothing_takes_no_answer(seller, shop):
    run = send(seller, shop, heading="sku;title;category;price;stock")

    assert seller.post(columns(shop, run), TOLD).status_code in (409, 422)


def test_only_the_shops_own_people_answer(client, shop, seller):
    run = send(seller, shop)
    client.force_login(MemberFactory(role="owner").user)
    stranger = client.post(columns(shop, run), TOLD).status_code
    client.force_login(MemberFactory(seller=shop, role="packer").user)

    assert (stranger, client.post(columns(shop, run), TOLD).status_code) == (404, 403)


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("price", "Unit price"),
        ("title", "Наименование товара"),
        ("stock", "Qty"),
        ("sku", "SKU code"),
    ],
)
def test_a_likely_column_is_proposed(column, name):
    heading = ["Unit price", "Наименование товара", "SKU code", "Colour"]

    assert likely(column, heading) == (name if name in heading else "")


def test_a_former_price_is_not_taken_for_the_price():
    assert likely("price", ["Old price", "Старая цена", "Retail"]) == ""
    assert likely("price", ["Old price", "Price, USD"]) == "Price, USD"
