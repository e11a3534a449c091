"""A seller's imports: a file is sent, checked, published; its errors are told."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.catalog.models import ImportRun, ImportState, Product, RowState
from apps.catalog.rules import import_cards
from apps.catalog.services import imports
from apps.catalog.web.import_words import MESSAGES, words_of
from apps.sellers.tests.factories import MemberFactory, SellerFactory

GOOD = {"sku": "A-1", "title": "Teapot", "category_path": ["Kitchen"], "currency": "USD"}


def history(shop):
    return reverse("seller:imports", args=[shop.slug])


def page_of(shop, run, name="import"):
    return reverse(f"seller:{name}", args=[shop.slug, run.pk])


def jsonl(*lines):
    text = "\n".join(json.dumps(GOOD | line) for line in lines)
    return SimpleUploadedFile("goods.jsonl", text.encode())


def send(client, shop, file, **changes):
    sent = {
        "file": file,
        "language": "en",
        "currency": "USD",
        "rate": "12600",
        "default_stock": "3",
        "is_trial": "on",
    }
    return client.post(history(shop), sent | changes)


def work_off(run):
    imports.run_import(run_id=run.pk, now=timezone.now())
    run.refresh_from_db()
    return run


def checked(client, shop, *lines):
    send(client, shop, jsonl(*lines))
    return work_off(ImportRun.objects.get())


def test_a_file_is_checked_shown_and_then_published(seller, shop):
    """R4.3"""
    answer = send(seller, shop, jsonl({"price": "10.00"}))
    run = work_off(ImportRun.objects.get())
    page = seller.get(page_of(shop, run)).content.decode()
    assert answer.url == page_of(shop, run)
    assert "Publish 1 product" in page
    assert not Product.objects.exists()

    seller.post(page_of(shop, run, "import-publish"))
    work_off(run)

    assert (run.state, run.published_count) == (ImportState.DONE, 1)
    offer = Product.objects.get().offers.get()
    assert (offer.price, offer.stock.get().on_hand) == (126_000, 3)


def test_a_worker_is_asked_once_the_file_is_safely_in(
    seller, shop, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(
        "apps.core.queueing.current_app.send_task",
        lambda name, **sent: asked.append((name, sent["kwargs"])),
    )

    with django_capture_on_commit_callbacks(execute=True):
        send(seller, shop, jsonl({"price": "10.00"}))
    run = work_off(ImportRun.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        seller.post(page_of(shop, run, "import-publish"))

    assert asked == [("catalog.run_import", {"run_id": str(run.pk)})] * 2


def test_bad_rows_are_told_in_words_and_good_ones_kept_only_if_asked(seller, shop):
    run = checked(seller, shop, {"price": "10.00"}, {"sku": "A-2", "price": "much"})
    page = seller.get(page_of(shop, run)).content.decode()
    assert "The price is not a number" in page
    assert "Leave out the rows with errors" in page

    refused = seller.post(page_of(shop, run, "import-publish"))
    assert (refused.status_code, Product.objects.count()) == (409, 0)
    seller.post(page_of(shop, run, "import-publish"), {"keep_good": "on"})
    work_off(run)

    assert [each.offers.get().sku for each in Product.objects.all()] == ["A-1"]


def test_the_errors_are_a_file_that_a_spreadsheet_opens_as_text(seller, shop):
    run = checked(seller, shop, {"sku": "=cmd()", "price": "10.00"}, {"sku": "A-2"})

    answer = seller.get(page_of(shop, run, "import-errors"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert "attachment" in answer["Content-Disposition"]
    assert [row[:2] for row in rows[1:]] == [["1", "'=cmd()"], ["2", "A-2"]]
    assert rows[2][2] == "The price is missing."


def test_progress_is_asked_for_while_there_is_some_and_not_afterwards(seller, shop):
    send(seller, shop, jsonl({"price": "10.00"}))
    run = ImportRun.objects.get()
    fragment = seller.get(page_of(shop, run), headers={"hx-request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "delay:2s" in fragment

    work_off(run)

    assert "delay:2s" not in seller.get(page_of(shop, run)).content.decode()


def test_the_example_file_is_one_that_the_import_takes(seller, shop):
    example = seller.get(reverse("seller:import-template", args=[shop.slug]))

    send(seller, shop, SimpleUploadedFile("goods.csv", example.content), currency="UZS", rate="")
    run = work_off(ImportRun.objects.get())

    assert (run.total_count, run.bad_count) == (2, 0)


def zipped():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("goods.csv", "sku,title\n")
    return raw.getvalue()


@pytest.mark.parametrize(
    ("file", "changes", "told"),
    [
        (lambda: SimpleUploadedFile("goods.csv", zipped()), {}, "not what the file"),
        (lambda: SimpleUploadedFile("goods.exe", b"MZ"), {}, "Choose a CSV, XLSX or JSONL file."),
        (lambda: SimpleUploadedFile("goods.csv", b""), {}, "The submitted file is empty."),
        (lambda: jsonl({}), {"rate": ""}, "Say what one unit of this currency costs."),
        (lambda: jsonl({}), {"rate": "0"}, "greater than or equal to"),
        (lambda: jsonl({}), {"rate": "NaN"}, "Enter a number."),
        (lambda: jsonl({}), {"currency": "XXX"}, "Select a valid choice."),
        (lambda: jsonl({}), {"default_stock": "-1"}, "greater than or equal to 0"),
    ],
    ids=["zip", "program", "empty", "no rate", "zero", "no number", "currency", "stock"],
)
def test_a_file_or_a_rate_that_is_none_is_refused_at_once(seller, shop, file, changes, told):
    answer = send(seller, shop, file(), **changes)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_over_the_limit_is_refused(seller, shop, monkeypatch):
    monkeypatch.setattr("apps.catalog.services.imports.runs.MAX_UPLOAD", 10)

    answer = send(seller, shop, jsonl({"price": "1"}))

    assert answer.status_code == 422
    assert "too large" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_sent_twice_waits_for_the_first_one(seller, shop):
    send(seller, shop, jsonl({"price": "1"}))

    again = send(seller, shop, jsonl({"price": "1"}))

    assert again.status_code == 422
    assert "still running" in again.content.decode()
    assert ImportRun.objects.count() == 1


def test_a_file_that_cannot_be_read_says_so_whole(seller, shop):
    send(seller, shop, SimpleUploadedFile("goods.csv", b"a,b\n1,2\n"))
    run = work_off(ImportRun.objects.get())

    page = seller.get(page_of(shop, run)).content.decode()

    assert "The first row must name the columns sku, title, category and price." in page


def test_another_shops_import_does_not_exist(seller, shop, client):
    run = checked(seller, shop, {"price": "1"})
    other = SellerFactory()
    client.force_login(other.members.get().user)

    answers = [
        client.get(page_of(other, run)),
        client.get(page_of(shop, run)),
        client.get(page_of(other, run, "import-errors")),
        client.post(page_of(other, run, "import-publish")),
        client.get(history(shop)),
        client.get(reverse("seller:import", args=[other.slug, uuid4()])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    run.refresh_from_db()
    assert run.state == ImportState.CHECKED


def test_a_packer_has_no_right_to_import_or_publish(client, seller, shop):
    run = checked(seller, shop, {"price": "1"})
    client.force_login(MemberFactory(seller=shop, role="packer").user)

    answers = [
        client.get(history(shop)),
        send(client, shop, jsonl({"price": "1"})),
        client.get(page_of(shop, run)),
        client.get(page_of(shop, run, "import-errors")),
        client.post(page_of(shop, run, "import-publish")),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert ImportRun.objects.get().state == ImportState.CHECKED


def test_who_is_not_logged_in_is_asked_to(client, shop):
    for answer in (client.get(history(shop)), send(client, shop, jsonl({"price": "1"}))):
        assert (answer.status_code, "login" in answer.url) == (302, True)
    assert not ImportRun.objects.exists()


def test_every_reason_a_line_can_have_is_told_in_words():
    rooms = Path(import_cards.__file__).parents[1]
    sources = [Path(import_cards.__file__), *(rooms / "services" / "imports").glob("*.py")]
    text = "\n".join(source.read_text() for source in sources)
    codes = set(re.findall(r'errors\.append\("(\w+)"\)|yield number, None, "(\w+)"', text))
    known = {code for pair in codes for code in pair if code}

    assert len(known) > 25
    assert known <= set(MESSAGES)
    assert words_of(["sku_missing", "a_new_code"]) == ["The SKU is missing.", "a_new_code"]


@pytest.mark.parametrize(
    "line",
    [
        {"category_path": ["Kit\x00chen"], "price": "1"},
        {"attributes": {"note": "\x00"}, "price": "1"},
        {"title": "Tea\ud800pot", "price": "1"},
        {"attributes": {"\ud800": "x"}, "price": "1"},
        {"sku": "A-\ud800", "price": "1"},
    ],
    ids=["zero in category", "zero in attribute", "half a letter", "in a name", "in the SKU"],
)
def test_a_text_that_the_database_cannot_hold_is_an_error_of_its_line(seller, shop, line):
    run = checked(seller, shop, {"price": "10.00"}, {"sku": "A-2"} | line)

    assert (run.state, run.total_count, run.bad_count) == (ImportState.CHECKED, 2, 1)
    assert run.rows.get(state=RowState.BAD).line == 2


def test_a_backslash_before_the_word_for_zero_is_no_error(seller, shop):
    run = checked(seller, shop, {"price": "1", "attributes": {"note": "a \\u0000 b"}})

    assert (run.total_count, run.bad_count) == (1, 0)


@pytest.mark.parametrize("runs", [1, 12])
def test_the_history_costs_the_same_queries_for_one_file_and_for_twelve(
    seller, shop, runs, django_assert_num_queries
):
    for number in range(runs):
        ImportRun.objects.create(seller=shop, file_name=f"{number}.csv", format="csv")
    with django_assert_num_queries(4):  # user, desk, imports, the tree
        page = seller.get(history(shop))
    assert page.content.count(b".csv</a>") == runs
