"""Imports: staged, checked, published in chunks that are all or nothing; safe to repeat."""

import csv
import gzip
import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.catalog import services
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    Category,
    CategoryAttribute,
    ImportRow,
    ImportRun,
    ImportState,
    Offer,
    Product,
    ProductState,
    RevisionState,
    RowState,
    Stock,
)
from apps.catalog.selectors import stock_differences
from apps.catalog.services import imports
from apps.catalog.services.imports import publishing
from apps.catalog.tests.factories import CategoryFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed
from apps.sellers.tests.factories import SellerFactory

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "catalog"
RATES = {"USD": Decimal(12600)}
LINE = {"category_path": ["Kitchen", "Teapots"], "price": "10.00", "currency": "USD"}


def line(number, **fields):
    return {"sku": f"A-{number}", "title": f"Teapot {number}", **LINE, **fields}


def jsonl(*lines):
    return b"".join(json.dumps(each).encode() + b"\n" for each in lines)


def start(shop, content, *, name="goods.jsonl", by=SYSTEM, keep_good=False, is_trial=False):
    return imports.start_import(
        seller_id=shop.pk,
        file=ContentFile(content),
        name=name,
        language="en",
        rates=RATES,
        default_stock=5,
        keep_good=keep_good,
        is_trial=is_trial,
        by=by,
    )


def run(shop, content, **options):
    started = start(shop, content, **options)
    imports.run_import(run_id=started.pk, now=timezone.now())
    started.refresh_from_db()
    return started


def test_staffs_import_puts_cards_on_sale_with_price_stock_and_missing_categories(shop):
    done = run(shop, jsonl(line(1, brand="Rishtan"), line(2)))

    assert (done.state, done.published_count, done.bad_count) == (ImportState.DONE, 2, 0)
    product = Product.objects.get(title__en="Teapot 1")
    assert (product.state, product.price, product.is_in_stock) == (
        ProductState.LIVE,
        Decimal(126_000),
        True,
    )
    assert (product.brand.name, product.category.name["en"]) == ("Rishtan", "Teapots")
    assert product.featured_offer.sku == "A-1"
    assert stock_differences() == []


def test_a_sellers_new_cards_wait_for_moderation(shop):
    by = Actor(role="seller", seller_id=shop.pk, rights=frozenset({"products"}))
    run(shop, jsonl(line(1)), by=by)

    product = Product.objects.get()
    assert (product.state, product.category.code) == (ProductState.DRAFT, "unsorted")
    assert product.revisions.get().state == RevisionState.WAITING


def test_the_same_file_again_changes_nothing(shop, published):
    content = jsonl(line(1), line(2))
    run(shop, content)
    before = list(Product.objects.order_by("pk").values()), len(published())

    run(shop, content)

    assert list(Product.objects.order_by("pk").values()) == before[0]
    assert published()[before[1] :] == ["catalog.ImportFinished"]


def test_a_new_price_and_stock_are_on_sale_at_once_and_lists_follow(shop):
    run(shop, jsonl(line(1, stock=5)))

    run(shop, jsonl(line(1, price="9.00", stock=0)))

    product = Product.objects.get()
    assert (product.price, product.is_in_stock) == (Decimal(113_400), False)
    assert Stock.objects.get().on_hand == 0
    assert stock_differences() == []


def test_a_sellers_new_text_of_a_live_card_waits_beside_it(shop):
    run(shop, jsonl(line(1)))
    by = Actor(role="seller", seller_id=shop.pk, rights=frozenset({"products"}))

    run(shop, jsonl(line(1, title="Better teapot")), by=by)

    product = Product.objects.get()
    assert (product.title["en"], product.state) == ("Teapot 1", ProductState.LIVE)
    revision = product.revisions.get(state=RevisionState.WAITING)
    services.approve_revision(revision_id=revision.pk, by=SYSTEM, now=timezone.now())
    product.refresh_from_db()
    assert product.title["en"] == "Better teapot"


def test_variants_of_one_card_come_in_colours_that_lists_show(shop):
    colour = Attribute.objects.create(code="colour", name={"en": "Colour"})
    AttributeValue.objects.create(attribute=colour, code="red", colour="#cc0000")
    variants = [
        {"sku": f"A-1-{name}", "options": {"color": name, "size": "M"}, "stock": 1}
        for name in ("Red", "Ultramarine")
    ]

    run(shop, jsonl(line(1, variants=variants)))

    product = Product.objects.get()
    assert product.colours == ["#cc0000"]
    assert [v.options for v in product.variants.order_by("position")] == [
        {"colour": "red", "size": "m"},
        {"colour": "ultramarine", "size": "m"},
    ]


def test_properties_are_kept_as_far_as_the_category_knows_them(shop):
    kitchen = CategoryFactory(code="kitchen", name={"en": "Kitchen"})
    teapots = CategoryFactory(code="teapots", name={"en": "Teapots"}, parent=kitchen)
    material = Attribute.objects.create(code="material", name={"en": "Material"})
    AttributeValue.objects.create(
        attribute=material, code="clay", name={"en": "Clay", "ru": "Глина"}
    )
    volume = Attribute.objects.create(code="volume_ml", kind="number", name={"en": "Volume"})
    CategoryAttribute.objects.create(category=kitchen, attribute=material)
    CategoryAttribute.objects.create(category=teapots, attribute=volume)

    raw = {"Material": "глина", "Volume ML": 900, "stock_code": "22771"}
    run(shop, jsonl(line(1, attributes=raw)))

    assert Product.objects.get().attributes == {"material": "clay", "volume_ml": 900}


def test_markup_of_a_description_is_reduced_to_its_text(shop):
    run(shop, jsonl(line(1, description="<p>Tea &amp; <b>more</b></p><script>alert(1)</script>")))
    assert Product.objects.get().description == {"en": "Tea & more"}


def test_a_file_with_errors_publishes_nothing_and_says_what_is_wrong_where(shop):
    done = run(shop, jsonl(line(1), line(2, price="-1"), "text") + b"{broken\n")

    assert (done.state, done.bad_count, Product.objects.count()) == (ImportState.CHECKED, 3, 0)
    bad = ImportRow.objects.filter(run=done, state=RowState.BAD).order_by("line")
    assert list(bad.values_list("line", "errors")) == [
        (2, ["price_invalid"]),
        (3, ["not_object"]),
        (4, ["not_json"]),
    ]


def test_good_rows_are_kept_if_asked_at_once_or_afterwards(shop):
    content = jsonl(line(1), line(2, price="-1"))
    assert run(shop, content, keep_good=True).published_count == 1

    other = SellerFactory()
    checked = run(other, content)
    with pytest.raises(Conflict):
        imports.confirm_import(run_id=checked.pk, keep_good=False, by=SYSTEM, now=timezone.now())
    imports.confirm_import(run_id=checked.pk, keep_good=True, by=SYSTEM, now=timezone.now())
    imports.run_import(run_id=checked.pk, now=timezone.now())
    assert Offer.objects.filter(seller=other).count() == 1


def test_a_trial_publishes_nothing(shop):
    assert run(shop, jsonl(line(1)), is_trial=True).state == ImportState.CHECKED
    assert not Product.objects.exists()


def test_a_sku_that_repeats_with_other_content_is_an_error_and_the_same_line_twice_is_none(shop):
    done = run(shop, jsonl(line(1), line(1), line(1, title="Other")), keep_good=True)

    assert done.published_count == 1
    [row] = ImportRow.objects.filter(run=done, state=RowState.BAD)
    assert (row.line, row.errors) == (3, ["sku_repeated"])


def test_a_crash_between_chunks_leaves_whole_cards_and_the_run_goes_on(shop, monkeypatch):
    monkeypatch.setattr(publishing, "CHUNK", 2)
    started = start(shop, jsonl(*(line(n) for n in range(5))))
    chunks = iter([None, None, ZeroDivisionError])
    mark = publishing._mark_rows

    def crash(rows, bad):
        mark(rows, bad)
        if fault := next(chunks, None):
            raise fault

    monkeypatch.setattr(publishing, "_mark_rows", crash)
    with pytest.raises(ZeroDivisionError):
        imports.run_import(run_id=started.pk, now=timezone.now())
    assert Product.objects.count() == Offer.objects.count() == Stock.objects.count() == 4

    imports.run_import(run_id=started.pk, now=timezone.now())

    started.refresh_from_db()
    assert (started.state, started.published_count) == (ImportState.DONE, 5)
    assert Product.objects.count() == 5
    assert stock_differences() == []


def test_one_import_of_a_shop_runs_at_a_time(shop):
    start(shop, jsonl(line(1)))
    with pytest.raises(Conflict):
        start(shop, jsonl(line(2)))
    start(SellerFactory(), jsonl(line(2)))


def test_a_run_whose_worker_is_gone_is_found(shop):
    started = start(shop, jsonl(line(1)))
    now = timezone.now()
    assert imports.resume_imports(now=now) == []
    assert imports.resume_imports(now=now + timedelta(minutes=10)) == [started.pk]


@pytest.mark.parametrize(
    ("by", "error"),
    [
        (Actor(role="seller"), NotAllowed),
        (Actor(role="shopper"), NotAllowed),
    ],
)
def test_another_shops_import_does_not_exist(shop, by, error):
    with pytest.raises(error):
        start(shop, jsonl(line(1)), by=by)
    assert not ImportRun.objects.exists()


def test_a_member_without_the_right_may_not_import(shop):
    with pytest.raises(Forbidden):
        start(shop, jsonl(line(1)), by=Actor(role="seller", seller_id=shop.pk))


def zipped():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a.csv", "sku,title")
    return raw.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("goods.csv", zipped()),
        ("goods.jsonl", gzip.compress(b"{}")),
        ("goods.xlsx", b"sku,title\n"),
        ("goods.jsonl.gz", b"{}\n"),
        ("goods.exe", b"MZ"),
        ("goods.csv", b"\x00\x01\x02"),
    ],
    ids=["zip", "gzip", "text", "plain", "program", "zeros"],
)
def test_a_file_that_is_not_what_it_says_is_refused(shop, name, content):
    with pytest.raises(Invalid):
        start(shop, content, name=name)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "failure"),
    [
        ("goods.csv", b"a;b\n1;2\n", "columns_missing"),
        ("goods.xlsx", zipped(), "damaged"),
        ("goods.jsonl.gz", gzip.compress(b"{}\n" * 1000, mtime=0)[:40], "damaged"),
    ],
    ids=["no such columns", "no sheet", "cut off"],
)
def test_a_file_that_cannot_be_read_fails_with_a_reason(shop, name, content, failure):
    done = run(shop, content, name=name)
    assert (done.state, done.failure) == (ImportState.FAILED, failure)


HEADER = ["sku", "title", "category", "price", "currency", "stock", "variant_sku", "option:size"]
ROWS = [
    ["A-1", "Dress", "Clothing > Dresses", "10.00", "USD", "3", "A-1-S", "S"],
    ["A-1", "Dress", "Clothing > Dresses", "11.00", "USD", "4", "A-1-M", "M"],
    ["A-2", "Scarf", "Clothing", "5.00", "USD", "7", "", ""],
]


def as_csv(delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([HEADER, *ROWS])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx():
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw)
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADER, *ROWS]):
        sheet.write_row(number, 0, row)
    book.close()
    return raw.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("goods.csv", as_csv(",")),
        ("goods.csv", as_csv(";")),
        ("goods.xlsx", as_xlsx()),
    ],
    ids=["commas", "semicolons", "sheet"],
)
def test_a_table_reads_like_json_and_rows_of_one_sku_are_variants(shop, name, content):
    done = run(shop, content, name=name)

    assert (done.state, done.published_count) == (ImportState.DONE, 2)
    prices = dict(Offer.objects.values_list("sku", "price"))
    assert prices == {"A-1-S": 126_000, "A-1-M": 138_600, "A-2": 63_000}
    assert Category.objects.filter(code="clothing-dresses", depth=2).exists()


def test_the_command_reports_lines_with_errors_and_speed(shop, tmp_path, capsys):
    file = tmp_path / "goods.jsonl"
    file.write_bytes(jsonl(line(1), line(2, title="")))

    with pytest.raises(CommandError, match="Nothing was published"):
        call_command("import_catalog", str(file), seller=shop.slug, rate=["USD=12600"])
    call_command("import_catalog", str(file), seller=shop.slug, rate=["USD=12600"], keep_good=True)

    out = capsys.readouterr().out
    assert "line 2: title_missing (A-2)" in out
    assert "1 cards published, 1 lines with errors" in out


def test_the_catalogue_grows_by_copies_with_skus_and_prices_of_their_own(shop):
    run(shop, jsonl(line(1), line(2)))

    call_command("grow_catalog", "7", stdout=io.StringIO())

    assert Product.objects.listed().count() == 7
    assert Offer.objects.values("seller", "sku").distinct().count() == 7
    assert stock_differences() == []


@pytest.mark.skipif(not REAL.exists(), reason="the set of real goods is not here")
def test_of_real_goods_broken_on_purpose_every_broken_line_is_found(shop):
    with (REAL / "goods_broken_answers.csv").open() as file:
        broken = {int(row["line"]) for row in csv.DictReader(file)}
    content = (REAL / "goods_broken.jsonl.gz").read_bytes()

    done = imports.start_import(
        seller_id=shop.pk,
        file=ContentFile(content),
        name="goods_broken.jsonl.gz",
        language="en",
        rates={"USD": Decimal(12600), "GBP": Decimal(16500), "EUR": Decimal(14000)},
        default_stock=5,
        keep_good=True,
        is_trial=False,
        by=SYSTEM,
    )
    imports.run_import(run_id=done.pk, now=timezone.now())

    bad = set(ImportRow.objects.filter(run=done, state=RowState.BAD).values_list("line", flat=True))
    # Four of the five unusual but sound lines repeat the first one's SKU with other content, which
    # the answers call an error elsewhere (line 6): here it is one everywhere.
    assert bad == broken | {58, 79, 121, 214}
