"""G5: what stands in place of a long list of the panel is named for a screen reader."""

import pytest
from playwright.sync_api import expect

from marketplace.tests.e2e.people import Member

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]


def test_lists_to_search_in_are_named_by_their_labels(market, open_browser):
    page = open_browser()
    Member(page, market.person("admin@bozor.example"))

    page.goto("/staff/shipping/courier/add/")

    for name in ("User", "City"):
        expect(page.get_by_role("combobox", name=name)).to_be_visible()
