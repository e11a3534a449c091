"""R4.3: a seller brings a whole real catalogue, and a broken one, by the page of imports."""

import csv
import gzip
import io
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from marketplace.tests.e2e.people import Seller

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "catalog"
SHOP, OWNER = "margilan-adras", "madina@margilan-adras.example"
PATIENCE_MS = 300_000
# Unusual but sound lines that repeat the first one's SKU with other content, which the answers call
# an error elsewhere (line 6): here it is one everywhere.
REPEATED = {58, 79, 121, 214}


@pytest.fixture
def real():
    """The folder of real goods, where it is there."""
    if not (REAL / "goods.jsonl.gz").exists():
        pytest.skip(f"There are no real goods in {REAL}: their import was not played.")
    return REAL


@pytest.fixture
def page(market, open_browser, real):
    """The shop's owner at the dashboard, with a worker for imports behind it."""
    with market.bulk_worker():
        yield Seller(open_browser(), market.person(OWNER), SHOP).page


def send(page, file):
    """Choose the file, say what its currencies cost, send it to be checked; wait until it is."""
    page.goto(f"/en/seller/{SHOP}/imports/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Prices in the file are in").select_option("USD")
    page.get_by_label("One unit costs").fill("12600")
    page.get_by_label("Rates of further currencies").fill("EUR 14800, GBP 17200")
    page.get_by_role("button", name="Send the file").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}/$"))
    publish = page.get_by_role("button", name=re.compile("^Publish "))
    expect(publish).to_be_visible(timeout=PATIENCE_MS)
    return publish


def figure(page, name):
    """A figure of the import's page."""
    tile = page.locator(".kpi").filter(has=page.get_by_text(name, exact=True))
    return int(re.sub(r"\D", "", tile.locator("b").inner_text()))


def test_the_whole_real_catalogue_is_brought_in_by_the_page(market, page, real, capsys):
    with gzip.open(real / "goods.jsonl.gz") as lines:
        cards = sum(1 for _ in lines)
    began = time.perf_counter()
    publish = send(page, real / "goods.jsonl.gz")
    checked = time.perf_counter()
    assert (figure(page, "Products in the file"), figure(page, "With errors")) == (cards, 0)

    publish.click()

    moderated = page.get_by_text("New products wait for moderation")
    expect(moderated).to_be_visible(timeout=PATIENCE_MS)
    done = time.perf_counter()
    assert figure(page, "Published") == cards
    [(offers,)] = market.rows(
        "SELECT count(DISTINCT o.product_id) FROM catalog_offer o"
        " JOIN catalog_product p ON p.id = o.product_id JOIN sellers_seller s ON s.id = o.seller_id"
        " WHERE s.slug = %s AND p.state = 'draft'",
        SHOP,
    )
    assert offers >= cards
    market.check_books()
    with capsys.disabled():
        print(  # noqa: T201  # the figures are what this is played for
            f"\n{cards} real cards by the page: checked in {checked - began:.1f} s,"
            f" published in {done - checked:.1f} s, {cards / (done - began):.0f} cards/s in all"
        )


def test_every_line_broken_on_purpose_stands_in_the_report_and_its_download(page, real, capsys):
    with (real / "goods_broken_answers.csv").open() as file:
        broken = {int(row["line"]) for row in csv.DictReader(file)} | REPEATED
    began = time.perf_counter()

    send(page, real / "goods_broken.jsonl.gz")

    took = time.perf_counter() - began
    assert figure(page, "With errors") == len(broken)
    table = page.get_by_role("table")
    shown = {int(text) for text in table.locator("tbody th").all_inner_texts()}
    assert shown == broken
    assert all(text.strip() for text in table.locator(".import-error").all_inner_texts())
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download all as CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert {int(row[0]) for row in rows} == broken
    assert all(row[2] for row in rows)
    with capsys.disabled():
        print(f"\n{len(broken)} broken lines reported in {took:.1f} s")  # noqa: T201  # as above
