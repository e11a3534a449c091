"""R3.2, R3.3, C12, C15: devices, an archive, support's eyes, and being forgotten, in a browser."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from marketplace.tests.e2e.people import one_time_code
from marketplace.tests.e2e.test_keys import make, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]


def test_somebody_ends_a_device_takes_their_data_along_and_is_forgotten(market, open_browser):
    person = make(market, "leaver@bozor.example")
    laptop, phone = open_browser(), open_browser(is_mobile=True, has_touch=True)
    for page in (phone, laptop):
        sign_in(page, person)
        expect(page.get_by_role("heading", name="Hello, Nodira")).to_be_visible()

    laptop.goto("/en/account/devices/")
    rows = laptop.locator(".sessions li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("this one")
    rows.nth(1).get_by_role("button", name="Sign out").click()
    expect(laptop.get_by_text("That device is signed out.")).to_be_visible()
    phone.goto("/en/account/profile/")
    expect(phone.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()

    laptop.goto("/en/account/data/")
    laptop.get_by_role("button", name="Make an archive").click()
    expect(laptop.get_by_text("Your archive is being made. A letter")).to_be_visible()
    market.manage("shell", "--verbosity=0", "--command", MAKE_ARCHIVES)
    laptop.reload()
    with laptop.expect_download() as saved:
        laptop.get_by_role("link", name="Fetch the archive").click()
    archive = zipfile.ZipFile(saved.value.path())
    assert b"leaver@bozor.example" in archive.read("account.jsonl")

    laptop.get_by_role("link", name="Delete the account …").click()
    laptop.get_by_role("button", name="Delete the account").click()
    expect(laptop.get_by_role("heading", name="This cannot be undone")).to_be_visible()
    laptop.get_by_label("Yes, delete my account for good").check()
    laptop.get_by_role("button", name="Delete the account").click()
    expect(laptop).to_have_url(re.compile(r"/en/$"))
    sign_in(laptop, person)
    expect(laptop.get_by_role("alert").first).to_be_visible()


# The market's worker takes no `bulk` queue.
MAKE_ARCHIVES = (
    "from apps.accounts import services; from apps.accounts.models import DataExport;"
    "from django.utils import timezone;"
    "[services.make_export(export_id=row.pk, now=timezone.now())"
    " for row in DataExport.objects.filter(state='waiting')]"
)


def test_support_looks_with_a_shoppers_eyes_and_can_do_nothing(market, open_browser):
    page = open_browser()
    support = make(market, "looker@bozor.example", is_staff=True)
    make(market, "looked-at@bozor.example")
    sign_in(page, support, at="/staff/")
    page.get_by_label("Authenticator code").fill(
        one_time_code(page.locator(".secret").inner_text())
    )
    page.get_by_role("button", name="Turn it on").click()

    page.goto("/staff/accounts/user/?q=looked-at@")
    page.get_by_role("link", name="looked-at@bozor.example").click()
    page.get_by_role("link", name="See the shop as this person").click()
    page.get_by_label("Reason").fill("Ticket 42: the parcel is late")
    page.locator("form[method=post] button[type=submit]").last.click()

    page.goto("/en/account/profile/")
    expect(page.get_by_text("You see the shop as Nodira.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("nothing can be done here")).to_be_visible()
    page.goto("/en/")
    expect(page.get_by_text("You see the shop as Nodira.")).to_be_visible()
    page.goto("/en/account/profile/")
    page.get_by_role("button", name="Leave").click()
    expect(page).to_have_url(re.compile(r"/staff/accounts/user/.+/change/"))
