"""R1.2, R2.1: an app's day over real HTTP: guest, sign-in, order, keys that wear out (C14)."""

import time

import httpx
import pytest

from marketplace.tests.shoppers import CARD

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]

SHOPPER = "dilnoza@bozor.example"
# A used refresh token that comes again sooner is a phone that raced itself.
GRACE_S = 10


class App:
    """One installed app: it keeps cookies as a guest and tokens once somebody is signed in."""

    def __init__(self, market, device):
        self._device = device
        self._http = httpx.Client(base_url=f"{market.url}/api/v1", trust_env=False, timeout=30)
        self.tokens = None

    def ask(self, method, path, body=None, **headers):
        if self.tokens:
            headers["Authorization"] = f"Bearer {self.tokens['access_token']}"
        return self._http.request(method, path, json=body, headers=headers)

    def sign_in(self, person):
        body = {"email": person["email"], "password": person["password"], "device": self._device}
        self.tokens = self.done("POST", "/auth/login/", body)

    def renew(self, token):
        return self._http.post("/auth/refresh/", json={"refresh_token": token})

    def done(self, *call, **headers):
        answer = self.ask(*call, **headers)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


def lines_of(cart):
    return {
        line["offer_id"]: line["quantity"] for group in cart["groups"] for line in group["lines"]
    }


def test_an_app_buys_as_somebody_and_loses_its_keys_when_a_stranger_uses_them(market):
    phone = App(market, "Phone")
    person = market.person(SHOPPER)

    # A guest browses and gathers; signing in keeps what was gathered.
    card = phone.done("GET", "/products/")["results"][0]
    assert phone.done("GET", f"/products/{card['code']}/")["code"] == card["code"]
    offer = str(market.offer_with(3))
    phone.done("POST", "/cart/lines/", {"offer_id": offer, "quantity": 2})
    assert phone.ask("GET", "/orders/").status_code == 401
    phone.sign_in(person)
    cart = phone.done("GET", "/cart/")
    assert lines_of(cart)[offer] == 2

    # The app is killed while it orders and asks again with the same key: one order.
    for line in [row for group in cart["groups"] for row in group["lines"]]:
        if line["offer_id"] != offer:
            phone.done("POST", f"/cart/lines/{line['id']}/remove/")
    cart = phone.done("GET", "/cart/")
    order = {
        "contact": {"name": person["name"], "phone": "+998901234567", "email": SHOPPER},
        "address": {"city": cart["city"]["code"], "street": "Yunusobod 4, 12"},
        "expected_total": cart["total"],
    }
    headers = {"Idempotency-Key": f"app-day-{time.time_ns()}"}
    placed = phone.done("POST", "/orders/place/", order, **headers)
    again = phone.done("POST", "/orders/place/", order, **headers)
    other = phone.ask("POST", "/orders/place/", order | {"expected_total": "1.00"}, **headers)
    assert again["number"] == placed["number"]
    assert other.status_code == 422
    assert [row["number"] for row in phone.done("GET", "/orders/")["results"]].count(
        placed["number"]
    ) == 1

    # The keys are changed once; the old one is worth nothing, twice it is a theft.
    old = phone.tokens
    phone.tokens = phone.renew(old["refresh_token"]).json()
    used_at = time.monotonic()
    assert phone.renew(old["refresh_token"]).status_code == 409
    attempt = phone.done("POST", f"/payments/{placed['payment_id']}/start/")
    paid = httpx.post(f"{attempt['pay_url']}/card", data=CARD, trust_env=False, timeout=30)
    assert paid.status_code == 303
    market.until(
        lambda: phone.done("GET", f"/orders/{placed['number']}/")["parts"][0]["state"] == "paid"
    )

    # Another device of the same person, seen and signed out from the first.
    tablet = App(market, "Tablet")
    tablet.sign_in(person)
    named = {row["name"]: row for row in phone.done("GET", "/auth/devices/")}
    assert named["Phone"]["is_current"]
    assert not named["Tablet"]["is_current"]
    phone.done("DELETE", f"/auth/devices/{named['Tablet']['id']}/")
    assert tablet.ask("GET", "/orders/").status_code == 401
    assert tablet.renew(tablet.tokens["refresh_token"]).status_code == 401

    time.sleep(max(0.0, GRACE_S + 1 - (time.monotonic() - used_at)))
    assert phone.renew(old["refresh_token"]).status_code == 401
    assert phone.ask("GET", "/orders/").status_code == 401
    assert phone.renew(phone.tokens["refresh_token"]).status_code == 401
    market.check_books()
