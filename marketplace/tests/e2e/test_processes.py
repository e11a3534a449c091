"""R1.3, R14.2: what holds the processes together: health, request ids, restarts."""

import json
import urllib.error
import urllib.request

import pytest

from marketplace.tests.shoppers import Shopper

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]


def ready(market):
    """What the readiness check says."""
    try:
        with urllib.request.urlopen(f"{market.url}/health/ready", timeout=10) as answer:
            return answer.status, json.load(answer)["checks"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["checks"]


def test_the_market_is_ready_when_database_redis_and_a_worker_are(market):
    market.until(lambda: ready(market)[0] == 200)

    assert ready(market) == (200, {"database": True, "redis": True, "worker": True})


def test_a_requests_id_is_found_again_in_the_workers_lines(market):
    """From the bank's message through the outbox to the subscriber that pays the order."""
    with Shopper(market.url) as shopper:
        shopper.gather(market.offer_with(3, skip=2))
        pay_url, refusal = shopper.order()
        assert pay_url, refusal
        shopper.pay(pay_url)
    payment = pay_url.split("/pay/")[1].split("/")[0]

    def lines(process, event):
        return [
            line
            for line in market.log(process)
            if (line["event"], line.get("payment")) == (event, payment)
        ]

    [paid] = market.until(lambda: lines("web", "payments.payment.succeeded"))
    [effect] = market.until(lambda: lines("worker", "orders.order.paid"))
    assert effect["request_id"] == paid["request_id"] != ""


def test_what_is_killed_comes_back(market):
    for name in ("valkey", "beat", "bank", "worker", "web"):
        market.kill(name)

    market.until(lambda: _answers(market) and ready(market)[0] == 200)
    assert market.rows("SELECT 1") == [(1,)]


def _answers(market):
    try:
        urllib.request.urlopen(f"{market.url}/health/live", timeout=5).close()
    except OSError:
        return False
    return True
