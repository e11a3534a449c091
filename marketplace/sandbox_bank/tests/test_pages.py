"""R6.1: the bank's pages, as a payer without JavaScript meets them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.sandbox_bank.texts import TEXTS

CODE_CARD, GOOD_CARD = "8600 1234 5678 9012", "9860123456789015"


def card(number):
    return {"number": number, "expiry": "12/99", "cvc": "123"}


def status_of(bank, charge):
    found = bank.call("GET", f"/v1/charges/{charge['id']}")[1]
    return found["status"], found["decline_code"]


def test_a_payer_gives_a_card_and_a_code_and_goes_back_to_the_shop(bank, payer, open_charge):
    _, charge = open_charge()
    page = payer.get(f"{charge['pay_url']}?card=code")
    assert CODE_CARD in page.text
    assert "2\u202f496\u202f000.50\u00a0soʻm" in page.text

    page = payer.post(f"{charge['pay_url']}/card", data=card(CODE_CARD))
    assert str(page.url).endswith("/code")
    code = re.search(r'class="sent-code">(\d{6})<', page.text)[1]
    wrong = payer.post(f"{charge['pay_url']}/code", data={"code": f"{(int(code) + 1) % 10**6:06}"})
    assert (wrong.status_code, "not the code" in wrong.text) == (422, True)
    assert status_of(bank, charge) == ("pending", "")

    page = payer.post(f"{charge['pay_url']}/code", data={"code": code})
    assert 'data-ending="paid"' in page.text
    assert 'href="http://shop.example/en/pay/1/?key=a&amp;b=&lt;c&gt;"' in page.text
    assert status_of(bank, charge) == ("captured", "")


def test_three_wrong_codes_decline(bank, payer, open_charge):
    _, charge = open_charge()
    payer.post(f"{charge['pay_url']}/card", data=card(CODE_CARD))

    for _ in range(3):
        page = payer.post(f"{charge['pay_url']}/code", data={"code": "no"})

    assert "wrong three times" in page.text
    assert status_of(bank, charge) == ("declined", "wrong_code")


@pytest.mark.parametrize(
    ("number", "end"),
    [
        (GOOD_CARD, ("captured", "")),
        ("8600 5555 5555 5556", ("declined", "insufficient_funds")),
        ("4000000000000002", ("declined", "card_blocked")),
    ],
)
def test_each_test_card_does_what_it_says(bank, payer, open_charge, number, end):
    _, charge = open_charge()

    payer.post(f"{charge['pay_url']}/card", data=card(number))

    assert status_of(bank, charge) == end


def test_a_payer_may_decline(bank, payer, open_charge):
    _, charge = open_charge()

    page = payer.post(f"{charge['pay_url']}/decline")

    assert "You declined the payment." in page.text
    assert status_of(bank, charge) == ("declined", "declined_by_payer")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "4111 1111 1111 1111"},
        {"number": ""},
        {"expiry": "01/20"},
        {"expiry": "13/30"},
        {"cvc": "12"},
    ],
)
def test_a_wrong_field_is_said_and_nothing_typed_comes_back(bank, payer, open_charge, wrong):
    _, charge = open_charge()

    page = payer.post(f"{charge['pay_url']}/card", data={**card(GOOD_CARD), **wrong})

    assert page.status_code == 422
    assert page.text.count('role="alert"') == 1
    assert "4111" not in page.text
    assert 'value="9860' not in page.text
    assert status_of(bank, charge) == ("pending", "")


def test_nothing_is_paid_twice_and_nothing_ended_is_paid(bank, payer, open_charge):
    _, paid = open_charge()
    payer.post(f"{paid['pay_url']}/card", data=card(GOOD_CARD))
    _, cancelled = open_charge()
    bank.call("POST", f"/v1/charges/{cancelled['id']}/cancel", key="c")

    for charge, end in ((paid, "captured"), (cancelled, "cancelled")):
        for step in ("card", "code", "decline"):
            again = payer.post(f"{charge['pay_url']}/{step}", data=card(GOOD_CARD))
            assert again.status_code == 409
            assert 'data-ending="' in again.text
        assert status_of(bank, charge) == (end, "")
    kinds = [message["kind"] for message in bank.control()["messages"]]
    assert kinds == ["charge.captured"]


def test_a_payment_whose_time_is_out_is_closed(bank, payer, open_charge, until):
    soon = datetime.now(UTC) + timedelta(seconds=1)
    _, charge = open_charge(expires_at=soon.isoformat())

    until(lambda: bank.control()["charges"][0]["status"] == "expired")

    page = payer.post(f"{charge['pay_url']}/card", data=card(GOOD_CARD))
    assert (page.status_code, 'data-ending="closed"' in page.text) == (409, True)
    assert [m["kind"] for m in bank.control()["messages"]] == ["charge.expired"]


def test_an_unknown_payment_says_what_to_do(payer):
    for path in ("/pay/ch_unknown", "/", "/pay/ch_unknown/code"):
        page = payer.get(path, headers={"Accept-Language": "ru"})
        assert (page.status_code, "Такого платежа нет" in page.text) == (404, True)


def test_a_form_of_another_site_is_refused(bank, payer, open_charge):
    _, charge = open_charge()
    foreign = {"Origin": "https://evil.example"}

    page = payer.post(f"{charge['pay_url']}/card", data=card(GOOD_CARD), headers=foreign)

    assert page.status_code == 403
    assert status_of(bank, charge) == ("pending", "")


@pytest.mark.parametrize(
    ("locale", "title", "unit"),
    [
        ("en", "Pay by card", "soʻm"),
        ("ru", "Оплата картой", "сум"),
        ("uz", "Karta bilan toʻlash", "soʻm"),
        ("kk", "Pay by card", "soʻm"),
    ],
)
def test_pages_speak_the_payments_language(payer, open_charge, locale, title, unit):
    _, charge = open_charge(locale=locale)

    page = payer.get(charge["pay_url"])

    assert f"<h1>{title}</h1>" in page.text
    assert f"\u00a0{unit}" in page.text
    assert "$" not in page.text


def test_every_language_says_everything():
    assert TEXTS["en"].keys() == TEXTS["ru"].keys() == TEXTS["uz"].keys()
    assert all(text for texts in TEXTS.values() for text in texts.values())


def test_pages_are_strict_about_what_they_load_and_escape_what_they_show(payer, open_charge):
    _, charge = open_charge(description="<script>alert(1)</script> $t_pay ${x}")

    page = payer.get(charge["pay_url"])

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert not re.search(r"\bstyle=|\bon\w+=", page.text)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        assert payer.get(path).status_code == 200
    assert payer.get("/static/Inter-Bold.woff2").headers["Content-Type"] == "font/woff2"
    assert payer.get("/static/../bank.py").status_code == 404
