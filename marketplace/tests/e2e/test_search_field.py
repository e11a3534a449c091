"""S1, S2: the search field in a real browser: offered while typing, by keyboard, with a past."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]


def test_the_field_offers_completes_remembers_and_forgets(market, open_browser):
    market.manage(
        "shell",
        "--verbosity=0",
        "--command",
        "from apps.search.models import SearchedText; from datetime import date;"
        "SearchedText.objects.add_up([('en', 'teapot rishtan', 'teapot rishtan', 4)] * 3,"
        " day=date.today())",
    )
    page = open_browser()
    page.goto("/en/")
    field = page.get_by_role("combobox", name="Search")

    field.press_sequentially("teapo", delay=30)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("teapot rishtan")
    expect(options.first.locator("b")).to_have_text("t rishtan")
    field.press("ArrowDown")
    expect(field).to_have_value("teapot rishtan")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_value("teapo")
    expect(options).to_have_count(0)

    field.press("t")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=teapot"))
    expect(page.get_by_role("combobox", name="Search")).to_have_value("teapot rishtan")

    page.goto("/en/")
    field.click()
    past = page.get_by_role("link", name="teapot rishtan")
    expect(past).to_be_visible()
    page.get_by_role("button", name="Forget: teapot rishtan").click()
    expect(past).to_have_count(0)
    page.reload()
    field.click()
    expect(page.get_by_role("button", name="Forget all")).to_have_count(0)
