"""R6.2: signed messages, delivered until they are received, whatever happens to either side."""

import hashlib
import hmac
import json
import signal
import subprocess
import sys
from types import SimpleNamespace

import httpx
import pytest
from werkzeug import Response

from marketplace.sandbox_bank.rules import pause_s
from marketplace.sandbox_bank.tests.process import ROOT, SECRET, BankProcess


@pytest.fixture
def shop(httpserver):
    """What the shop received, in order; it answers `answers` first, then 204."""

    shop = SimpleNamespace(received=[], answers=[])

    def take(request):
        shop.received.append((dict(request.headers), request.get_data()))
        return Response(status=shop.answers.pop(0) if shop.answers else 204)

    httpserver.expect_request("/hook/", method="POST").respond_with_handler(take)
    return shop


def settle(bank, charge, status="captured"):
    bank.call("POST", f"/control/charges/{charge['id']}/settle", {"status": status})


def delivered(bank):
    messages = bank.control()["messages"]
    return messages and all(message["delivered_at"] for message in messages)


def test_the_shop_hears_of_a_payment_in_a_message_it_can_verify(bank, open_charge, shop, until):
    _, charge = open_charge()
    settle(bank, charge)

    until(lambda: delivered(bank))

    [(headers, body)] = shop.received
    key = hmac.new(SECRET.encode(), b"webhook", hashlib.sha256).hexdigest().encode()
    signed = f"{headers['X-Bank-Timestamp']}.".encode() + body
    wanted = hmac.new(key, signed, hashlib.sha256).hexdigest()
    assert headers["X-Bank-Signature"] == wanted
    message = json.loads(body)
    assert (message["type"], headers["X-Bank-Event"]) == ("charge.captured", "charge.captured")
    assert message["data"] == bank.call("GET", f"/v1/charges/{charge['id']}")[1]


def test_a_refund_is_announced(bank, open_charge, shop, until):
    _, charge = open_charge()
    settle(bank, charge)
    path = f"/v1/charges/{charge['id']}/refunds"
    _, refund = bank.call("POST", path, {"amount_minor": 100}, key="r")

    until(lambda: delivered(bank))

    assert [json.loads(body)["data"] for _, body in shop.received][1] == refund


def test_a_message_is_repeated_until_the_shop_has_it(bank, open_charge, shop, until):
    shop.answers = [500, 302]
    _, charge = open_charge()
    settle(bank, charge)

    until(lambda: delivered(bank))

    ids = [json.loads(body)["id"] for _, body in shop.received]
    assert (len(ids), len(set(ids))) == (3, 1)
    assert bank.control()["messages"][0]["attempts"] == 2


def test_pauses_double_and_have_an_end():
    assert [pause_s(n) for n in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert pause_s(10_000) == 600


def test_a_bank_killed_before_its_message_sends_it_after_the_restart(
    tmp_path, make_httpserver, shop, until
):
    url = make_httpserver.url_for("/hook/")
    first = BankProcess(tmp_path, webhook_url=url)
    first.control(is_holding=True)
    asked = {
        "amount_minor": 5,
        "currency": "UZS",
        "reference": "r",
        "description": "d",
        "return_url": "http://shop.example/",
        "locale": "en",
        "expires_at": "2100-01-01T00:00:00+00:00",
    }
    _, charge = first.call("POST", "/v1/charges", asked, key="a")
    settle(first, charge)
    first.kill()
    assert shop.received == []

    second = BankProcess(tmp_path, webhook_url=url)
    try:
        until(lambda: delivered(second))
        assert second.call("POST", "/v1/charges", asked, key="a")[1]["id"] == charge["id"]
        assert json.loads(shop.received[0][1])["data"]["captured_minor"] == 5
    finally:
        assert second.kill(signal.SIGTERM) == 0


def test_the_control_door_makes_messages_fail_double_and_change_places(
    bank, open_charge, shop, until
):
    bank.control(is_holding=True)
    charges = [open_charge()[1] for _ in range(2)]
    for charge in charges:
        settle(bank, charge)
    bank.control(newest_first=True, copies=2, failing=1, is_holding=False)

    until(lambda: delivered(bank))

    heard = [json.loads(body)["data"]["id"] for _, body in shop.received]
    first, second = charges[0]["id"], charges[1]["id"]
    # One copy of the newest was lost, so both of it are sent again after the other's.
    assert heard == [second, first, first, second, second]


def test_the_control_door_is_shut_unless_asked_for(tmp_path):
    bank = BankProcess(tmp_path, has_control=False)
    try:
        with httpx.Client(base_url=bank.url, trust_env=False) as anybody:
            for method in ("GET", "PATCH", "DELETE"):
                answer = anybody.request(
                    method, "/control", headers={"Authorization": f"Bearer {SECRET}"}
                )
                assert answer.status_code in (404, 405)
    finally:
        bank.kill()


def test_a_bank_without_a_secret_does_not_open(tmp_path):
    command = [sys.executable, "-m", "marketplace.sandbox_bank", "--port", "0"]

    ended = subprocess.run(
        [*command, "--data", str(tmp_path)], cwd=ROOT, env={}, capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert "SANDBOX_BANK_SECRET" in ended.stderr
