"""The people of a marketplace day, each at their own pages in a real browser."""

import base64
import hmac
import re
import struct
import time
from urllib.parse import urlsplit

from playwright.sync_api import expect


class Guest:
    """Somebody without an account, who buys and waits for the parcels."""

    def __init__(self, page, *, has_scripts=True):
        self.page = page
        self._has_scripts = has_scripts

    def find(self, words, title):
        """From the home page, by the search box, to a product."""
        self.page.goto("/en/")
        self.page.get_by_role("combobox", name="Search").fill(words)
        self.page.get_by_role("combobox", name="Search").press("Enter")
        self.page.get_by_role("main").get_by_role("link", name=title).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)

    def put_in_cart(self):
        self.page.get_by_role("main").get_by_role("button", name="Add to cart").first.click()
        if self._has_scripts:
            expect(self.page.get_by_text("In your cart")).to_be_visible()
        else:
            expect(self.page.get_by_text("Added to your cart.")).to_be_visible()

    def check_out(self, sellers):
        """From the cart to the payment; the order is of those sellers' parcels."""
        page = self.page
        page.goto("/en/cart/")
        for seller in sellers:
            expect(page.get_by_role("main")).to_contain_text(seller)
        page.get_by_role("main").get_by_role(
            "link", name=re.compile("checkout", re.IGNORECASE)
        ).click()
        page.get_by_label("Name and surname").fill("Dilnoza Karimova")
        page.get_by_label("Phone").fill("+998 90 123 45 67")
        page.get_by_label("E-mail").fill("dilnoza@example.com")
        page.get_by_label("Street, house, flat").fill("Yunusobod 4, 12, flat 31")
        for number, seller in enumerate(sellers, 1):
            parcel = page.get_by_role("heading", name=f"Parcel {number} · {seller}")
            expect(parcel).to_be_visible()
        page.get_by_role("main").get_by_role("button", name=re.compile("^Pay ")).click()
        expect(page.get_by_role("button", name="Pay at Sandbox Bank")).to_be_visible()

    def pay(self):
        """At the bank's own pages, with the code from the phone, and back; returns the number."""
        page = self.page
        page.get_by_role("button", name="Pay at Sandbox Bank").click()
        # A page of ours leads on by itself.
        page.wait_for_url(re.compile(r"/pay/ch_"))
        page.get_by_role("link", name=re.compile("8600 1234 5678 9012")).click()
        page.get_by_role("button", name=re.compile("^Pay ")).click()
        code = page.locator(".sent-code").inner_text()
        page.get_by_label("Code from the message").fill(code)
        page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_role("heading", name="Paid")).to_be_visible()
        page.get_by_role("link", name="Back to the shop").click()
        page.wait_for_url(re.compile(r"/orders/[\w-]+/"))
        self.order_url = page.url
        return urlsplit(page.url).path.rstrip("/").split("/")[-1]

    def see_paid(self, parcels):
        """The bank's message has come, the outbox has moved the order on: the page follows."""
        paid = self.page.get_by_text("Paid, the seller is about to pack")
        expect(paid).to_have_count(parcels)

    def code_for(self, number):
        """The code to tell the courier of one parcel of the order."""
        self.page.goto(self.order_url)
        parcel = self.page.locator("section", has_text=number)
        return parcel.locator("output.code").inner_text().strip()

    def sees(self, text, times):
        """Whether the order's page says something so often now."""
        self.page.goto(self.order_url)
        return self.page.get_by_role("main").get_by_text(text, exact=True).count() >= times


class Member:
    """Somebody with an account."""

    def __init__(self, page, person):
        self.page = page
        page.goto("/en/account/login/")
        page.locator("input[name=login]").fill(person["email"])
        page.locator("input[name=password]").fill(person["password"])
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/login/" not in url)
        if person.get("totp_secret"):
            page.locator("input[name=code]").fill(one_time_code(person["totp_secret"]))
            page.locator("input[name=code]").press("Enter")
            page.wait_for_url(lambda url: "/2fa/" not in url)


class Seller(Member):
    """A shop's owner."""

    def __init__(self, page, person, shop):
        super().__init__(page, person)
        self._shop = shop

    def send(self, number):
        """Accept, pack and hand over a part of an order; returns the parcel's number."""
        page = self.page
        page.goto(f"/en/seller/{self._shop}/orders/{number}/")
        for step, done in (
            ("Accept the order", "Accepted"),
            ("It is packed", "Packed"),
            ("Handed to the courier", "Handed to the courier."),
        ):
            page.get_by_role("main").get_by_role("button", name=step).click()
            expect(page.get_by_text(done).first).to_be_visible()
        text = page.get_by_text(re.compile(r"Parcel number \S+")).first.inner_text()
        return re.search(r"Parcel number (\S+)", text)[1]

    def finance(self):
        """What the finance page says, whitespace made plain."""
        self.page.goto(f"/en/seller/{self._shop}/finance/")
        return " ".join(self.page.get_by_role("main").inner_text().split())


class Courier(Member):
    """Somebody with a bag and a phone."""

    def deliver(self, number, code):
        """Pick a parcel up and hand it over for its code; a wrong one first."""
        page = self.page
        page.goto("/en/courier/")
        waiting = page.get_by_role("listitem").filter(has_text=number)
        waiting.get_by_role("button", name="Picked up").click()
        expect(page.get_by_text("The parcel is with you.")).to_be_visible()
        wrong = f"{(int(code) + 1) % 10 ** len(code):0{len(code)}}"
        for attempt, answer in ((wrong, page.get_by_role("alert")), (code, None)):
            page.locator("input[name=code]").fill(attempt)
            page.get_by_role("button", name="Deliver", exact=True).click()
            if answer is not None:
                expect(answer.first).to_be_visible()
        expect(page.get_by_text("Delivered. Thank you.")).to_be_visible()


class Staff(Member):
    """Somebody who looks after the marketplace, behind a second factor."""

    def see_order(self, number):
        self.page.goto(f"/staff/orders/order/?q={number}")
        self.page.get_by_role("link", name=number).first.click()
        expect(self.page.get_by_text(number).first).to_be_visible()


def one_time_code(secret, *, at=None):
    """The code an authenticator app shows now, or `at` another moment (RFC 6238)."""
    counter = struct.pack(">Q", int(at or time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def next_code(market, phone, known):
    """The code of the message to a phone that comes after so many."""
    texts = market.until(
        lambda: found if len(found := market.short_messages(phone)) > known else None
    )
    return re.search(r"\b\d{6}\b", texts[-1])[0]
