"""R2.1: an account by a phone and nothing else, in a real browser; the codes come by the worker."""

import re

import pytest
from playwright.sync_api import expect

from marketplace.tests.e2e.people import next_code

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]

PHONE = "+998977654321"


def test_somebody_registers_by_phone_and_comes_back_by_phone(market, open_browser):
    page = open_browser()

    page.goto("/en/account/login/")
    page.get_by_role("link", name="Create an account").click()
    page.get_by_role("link", name="By phone, without a password").click()
    page.get_by_label("Name and surname").fill("Dilnoza Karimova")
    page.get_by_label("Phone").fill("97 765 43 21")
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("heading", name="Confirm your phone")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile(r"Again in \d+ s"))).to_be_disabled()
    code = next_code(market, PHONE, 0)
    page.get_by_label("Code").fill(f"{(int(code) + 1) % 1_000_000:06}")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Hello, Dilnoza Karimova")).to_be_visible()

    # Another day, on a phone that runs no scripts: the first code is lost, the second lets in.
    phone = open_browser(java_script_enabled=False, is_mobile=True, has_touch=True)
    phone.goto("/en/account/profile/")
    phone.get_by_role("link", name="Sign in with a code").click()
    phone.get_by_label("E-mail or phone").fill(PHONE)
    phone.get_by_role("button", name="Send the code").click()
    next_code(market, PHONE, 1)
    phone.get_by_role("button", name="Send another code").click()
    phone.get_by_label("Code").fill(next_code(market, PHONE, 2))
    phone.get_by_role("button", name="Confirm").click()
    expect(phone).to_have_url(re.compile(r"/en/account/profile/$"))
    expect(phone.get_by_text(f"You sign in with {PHONE}.")).to_be_visible()
