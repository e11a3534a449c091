"""L1, L2, L7: a list's price thumbs, page sizes and lines in a real browser."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]


def test_the_price_is_chosen_by_thumbs_and_by_fields(market, open_browser):
    """L2"""
    page = open_browser()
    page.goto("/en/search/")
    low, high = page.get_by_role("slider").all()
    least, most = page.locator("#price-from"), page.locator("#price-to")
    goods = page.locator("#goods > *")
    before = goods.count()

    # By keyboard: the field says what the thumb means, and the list follows.
    high.focus()
    for _ in range(40):
        page.keyboard.press("ArrowLeft", delay=5)
    expect(page).to_have_url(re.compile(r"/search/\?price_to=[\d%A-F]+$"))
    expect(most).to_have_value(re.compile(r"^\d"))
    expect(goods).not_to_have_count(before)
    expect(page.locator("#price-high")).to_be_focused()
    value = page.locator("#price-high").input_value()

    # By hand: the thumb goes where the field says, and never past the other one.
    least.fill("1")
    least.press("Enter")
    expect(page).to_have_url(re.compile("price_from=1"))
    expect(low).to_have_value("0")
    expect(page.locator("#price-high")).to_have_value(value)
    low.focus()
    low.press("End")
    assert int(low.input_value()) < int(high.input_value())

    # Back where they began they narrow nothing.
    page.locator("#price-low").press("Home")
    expect(page).not_to_have_url(re.compile("price_from"))
    page.locator("#price-high").press("End")
    expect(page).to_have_url(re.compile(r"/search/$"))
    expect(goods).to_have_count(before)


def test_lines_keep_what_was_chosen_and_can_be_bought_from(market, open_browser):
    """L7"""
    page = open_browser()
    page.goto("/en/search/")
    page.get_by_label("In stock").check()
    expect(page).to_have_url(re.compile("stock=1"))

    page.get_by_role("link", name="Lines").click()
    expect(page).to_have_url(re.compile("stock=1&view=list"))
    expect(page.locator(".line").first).to_be_visible()
    page.locator(".line").get_by_role("button", name="Add to cart").first.click()
    expect(page.get_by_role("banner").get_by_role("link", name="Cart")).to_contain_text("1")
    page.get_by_label("Reduced").check()
    expect(page).to_have_url(re.compile("sale=1.*view=list|view=list.*sale=1"))
    expect(page.locator(".line .badge").first).to_be_visible()
