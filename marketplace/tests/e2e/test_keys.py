"""R3.3, R16.2: people and their second factor in a real browser, with a device of its own."""

import re
import time

import pytest
from playwright.sync_api import expect

from marketplace.tests.e2e.people import one_time_code

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]

MAKE = (
    "from allauth.account.models import EmailAddress; from apps.accounts.models import User;"
    "user = User.objects.create_user('{email}', '{password}', name='Nodira', is_staff={is_staff},"
    " is_superuser={is_staff});"
    "EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)"
)


def make(market, email, *, is_staff=False):
    """Somebody with a password and no second factor yet."""
    person = {"email": email, "password": "a-Long-one-of-hers-9"}
    market.manage("shell", "--verbosity=0", "--command", MAKE.format(**person, is_staff=is_staff))
    return person


def sign_in(page, person, *, at="/en/account/login/"):
    page.goto(at)
    page.locator("input[name=login]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def device_of(page):
    """A phone with a fingerprint, as far as the browser knows."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def test_a_new_member_of_staff_enrols_keeps_the_codes_and_enters_the_panel(market, open_browser):
    page = open_browser()
    person = make(market, "new-staff@bozor.example", is_staff=True)

    sign_in(page, person, at="/staff/")
    expect(page.get_by_role("heading", name="Turn on two-step sign-in")).to_be_visible()
    expect(page.get_by_alt_text(re.compile("The key as a picture"))).to_be_visible()
    page.goto("/staff/orders/order/")
    expect(page.get_by_role("heading", name="Turn on two-step sign-in")).to_be_visible()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Authenticator code").fill(one_time_code(secret))
    page.get_by_role("button", name="Turn it on").click()

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    code = page.locator(".codes li").first.inner_text()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a file").click()
    assert code in saved.value.path().read_text()
    page.reload()
    expect(page.locator(".codes li")).to_have_count(0)
    page.goto("/staff/")
    expect(page).to_have_url(re.compile(r"/staff/$"))

    # The next day: the password alone stays outside, a recovery code lets in, once.
    for entrance in (True, False):
        page.context.clear_cookies()
        sign_in(page, person, at="/staff/")
        page.locator("input[name=code]").fill(code)
        page.locator("input[name=code]").press("Enter")
        if entrance:
            expect(page).to_have_url(re.compile(r"/staff/$"))
        else:
            expect(page.get_by_text("This code is wrong, or was used already.")).to_be_visible()


def test_a_passkey_is_made_opens_the_account_is_the_second_step_and_goes(market, open_browser):
    page = open_browser()
    person = make(market, "passkey@bozor.example")
    session, device = device_of(page)
    sign_in(page, person)
    page.wait_for_url(re.compile(r"/en/account/$"))

    page.goto("/en/account/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What shall we call it?").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/en/account/2fa/")
    expect(page.get_by_text("My phone")).to_be_visible()
    expect(page.get_by_text("opens by itself")).to_be_visible()

    # By the passkey alone, and back to where one wanted to go.
    page.context.clear_cookies()
    page.goto("/en/account/profile/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r"^[^?]*/en/account/profile/$"))

    # As the second step after the password; whom the device does not recognise stays outside.
    page.context.clear_cookies()
    sign_in(page, person)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Show the passkey").click()
    expect(page.get_by_text("The device did not answer.")).to_be_visible()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Show the passkey").click()
    page.wait_for_url(re.compile(r"/en/account/$"))

    page.goto("/en/account/2fa/")
    page.get_by_role("link", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("My phone")).to_have_count(0)
    page.context.clear_cookies()
    page.goto("/en/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(r"/en/account/login/$"))


def test_without_scripts_the_second_step_works_by_code_and_passkeys_say_why_not(
    market, open_browser
):
    page = open_browser(java_script_enabled=False)
    person = make(market, "no-scripts@bozor.example")
    sign_in(page, person)
    page.goto("/en/account/2fa/totp/activate/")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Authenticator code").fill(one_time_code(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator(".codes li")).to_have_count(10)

    page.goto("/en/account/2fa/webauthn/add/")
    expect(page.get_by_text("This browser knows no passkeys")).to_be_visible()
    expect(page.get_by_role("button", name="Make the passkey")).to_have_count(0)
    page.context.clear_cookies()
    page.goto("/en/account/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    sign_in(page, person)
    # The code of the enrolment is used up: the next one is good half a minute early.
    later = one_time_code(secret, at=time.time() + 30)
    page.locator("input[name=code]").fill(later)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"/en/account/$"))
