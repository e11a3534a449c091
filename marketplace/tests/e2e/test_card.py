"""R4.1, R4.2, V6: a seller writes a card in steps, with scripts and without."""

import io
import re

import PIL.Image
import pytest
from playwright.sync_api import expect

from marketplace.tests.e2e.people import Seller

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]
SHOP = "soundlab"


def photo(colour):
    raw = io.BytesIO()
    PIL.Image.new("RGB", (900, 1200), colour).save(raw, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": raw.getvalue()}


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def seller(request, market, open_browser):
    page = open_browser(java_script_enabled=request.param)
    person = Seller(page, market.person("timur@soundlab.example"), SHOP)
    person.has_scripts = request.param
    return person


def test_a_card_is_written_in_steps_and_waits_for_staff(market, seller):
    page, title = seller.page, f"Test dress {seller.has_scripts}"
    page.goto(f"/en/seller/{SHOP}/products/new/?q=dress")
    page.get_by_role("main").get_by_role("button", name="Dresses").first.click()

    page.locator("[name=title_en]").fill(title)
    if seller.has_scripts:
        kept = "SELECT count(*) FROM catalog_carddraft WHERE fields->>'title_en' = %s"
        market.until(lambda: market.rows(kept, title)[0][0])
    page.get_by_role("button", name="Next").last.click()

    expect(page.get_by_role("heading", name="In this order")).to_be_visible()
    page.locator("#photos-file").set_input_files([photo("red"), photo("blue")])
    if not seller.has_scripts:
        page.get_by_role("button", name="Upload").click()
    expect(page.locator("[data-sort]")).to_have_count(2)
    first = page.locator("[name=photo]").first.input_value()
    page.get_by_role("button", name="Move to the right").first.click()
    expect(page.locator("[name=photo]").nth(1)).to_have_value(first)
    page.get_by_role("link", name="Crop").first.click()
    page.get_by_role("button", name="Keep this part").click()
    expect(page.locator("[data-sort]")).to_have_count(2)
    page.get_by_role("button", name="Next").last.click()

    for size in ("S", "M"):
        page.locator(".axis").get_by_text(size, exact=True).click()
    page.locator("[name=table-stem]").fill(f"T{seller.has_scripts}")
    page.locator("[name=table-price]").fill("489 000")
    page.locator("[name=table-stock]").fill("5")
    page.get_by_role("button", name="Add these variants").click()
    expect(page.get_by_text(re.compile("You get"))).to_have_count(2)
    page.get_by_role("button", name="Next").last.click()

    page.get_by_label("Weight, packed").fill("450")
    page.get_by_role("button", name="Next").last.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("button", name="Send to moderation").click()

    expect(page.get_by_text("Sent to moderation.")).to_be_visible()
    [(state, variants, photos)] = market.rows(
        "SELECT state, (SELECT count(*) FROM catalog_variant v WHERE v.product_id = p.id),"
        " (SELECT count(*) FROM catalog_productphoto f WHERE f.product_id = p.id)"
        " FROM catalog_product p WHERE p.title->>'en' = %s",
        title,
    )
    assert (state, variants, photos) == ("draft", 2, 2)
