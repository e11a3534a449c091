"""What a seller says of a file's currencies, and the errors they take away as a spreadsheet."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from apps.catalog.models import ImportRun
from apps.catalog.services import imports
from apps.sellers.tests.factories import MemberFactory, SellerFactory

CARD = {"sku": "A-1", "title": "Teapot", "category_path": ["Kitchen"], "currency": "USD"}


def send(client, shop, *lines, **changes):
    text = "\n".join(json.dumps(CARD | line) for line in lines)
    sent = {
        "file": SimpleUploadedFile("goods.jsonl", text.encode()),
        "language": "en",
        "currency": "USD",
        "rate": "12600",
        "default_stock": "3",
        "is_trial": "on",
    }
    return client.post(reverse("seller:imports", args=[shop.slug]), sent | changes)


def work_off():
    run = ImportRun.objects.get()
    imports.run_import(run_id=run.pk, now=timezone.now())
    run.refresh_from_db()
    return run


def sheet_of(shop, run):
    return reverse("seller:import-errors", args=[shop.slug, run.pk], query={"as": "xlsx"})


def test_a_file_may_be_in_several_currencies(seller, shop):
    prices = [
        {"sku": "A-1", "price": "1"},
        {"sku": "A-2", "price": "1", "currency": "EUR"},
        {"sku": "A-3", "price": "1", "currency": "GBP"},
    ]

    send(seller, shop, *prices, more_rates="EUR 14800, GBP: 17200.5")
    run = work_off()

    assert run.bad_count == 0
    assert run.rates == {"UZS": "1", "EUR": "14800", "GBP": "17200.5", "USD": "12600"}


@pytest.mark.parametrize(
    "rates", ["EUR", "EUR 0", "eur 5", "EUR -5", "EUR 1e9", "UZS 2", "EUR 5; GBP 6", "EUR 5 6"]
)
def test_rates_that_cannot_be_are_refused_and_nothing_is_sent(seller, shop, rates):
    answer = send(seller, shop, {"price": "1"}, more_rates=rates)

    assert answer.status_code == 422
    assert "Write each currency" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_the_errors_are_taken_away_as_a_sheet_without_formulas(seller, shop):
    send(seller, shop, {"price": "1"}, {"sku": "=1+1", "price": "x"})
    run = work_off()

    answer = seller.get(sheet_of(shop, run))

    assert answer["Cache-Control"] == "private, no-store"
    content = b"".join(answer.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["line", "sku", "what is wrong"]
    assert rows[1][:2] == [2, "=1+1"]
    assert "The price is not a number" in rows[1][2]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_nobody_else_takes_the_sheet_away(seller, shop, client):
    send(seller, shop, {"price": "x"})
    run = work_off()
    stranger, packer = Client(), Client()
    other = SellerFactory()
    stranger.force_login(other.members.get().user)
    packer.force_login(MemberFactory(seller=shop, role="packer").user)

    assert Client().get(sheet_of(shop, run)).status_code == 302
    assert stranger.get(sheet_of(shop, run)).status_code == 404
    assert stranger.get(sheet_of(other, run)).status_code == 404
    assert packer.get(sheet_of(shop, run)).status_code == 403
