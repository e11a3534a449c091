"""S1, S2: the search field in a real browser: offered while typing, by keyboard, with a past."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]


def searched(market, *texts):
    """Others have searched for these, three times each."""
    rows = [("en", text, text, 4) for text in texts]
    market.manage(
        "shell",
        "--verbosity=0",
        "--command",
        "from apps.search.models import SearchedText; from datetime import date;"
        f"SearchedText.objects.add_up({rows!r} * 3, day=date.today())",
    )


def test_the_field_offers_completes_remembers_and_forgets(market, open_browser):
    searched(market, "teapot rishtan")
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


def test_a_phone_is_offered_at_most_eight_lines_and_asked_once_for_a_word(market, open_browser):
    searched(market, "cotton dress", "copper teapot", "compact suitcase")
    page = open_browser()
    # The page's own clock: a busy machine may take longer between two keys than the field waits.
    page.clock.install()
    asked = []
    page.on("request", lambda each: asked.append(each.url) if "/suggest/" in each.url else None)
    page.goto("/en/")
    field = page.get_by_role("combobox", name="Search")
    options = page.get_by_role("option").filter(visible=True)

    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    for key in ("c", "o", "t", "Backspace"):
        field.press(key)
        page.clock.run_for(150)
    assert not asked
    page.clock.resume()
    expect(options.nth(8)).to_be_visible()
    assert options.count() <= 10
    assert len(asked) == 1

    page.set_viewport_size({"width": 390, "height": 844})
    expect(options).to_have_count(8)
    for _ in range(8):
        field.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(field).to_have_value("co")
