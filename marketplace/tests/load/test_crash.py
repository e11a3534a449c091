"""R14.2, R6.2: processes are killed amid checkouts; nothing is lost, nothing is done twice."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from marketplace.tests.shoppers import Shopper

pytestmark = [pytest.mark.load, pytest.mark.xdist_group("market")]

BUYERS, ROUNDS = 4, 4
# Answers of a site that has lost a process: what any browser's user would try again.
BROKEN = (500, 502, 503)
UNPAID = (
    "SELECT count(*) FROM orders_order o JOIN orders_sellerorder s ON s.order_id = o.id"
    " JOIN orders_orderitem i ON i.seller_order_id = s.id"
    " WHERE i.offer_id = %s AND s.state = 'created'"
)


def insist(call):
    """Repeat a call until the site is there again."""
    deadline = time.monotonic() + 60
    while True:
        try:
            answer = call()
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.status_code not in BROKEN:
            return answer
        assert time.monotonic() < deadline, "the site never came back"
        time.sleep(0.2)


def test_killed_processes_lose_nothing_and_repeat_nothing(market):
    offer_id = market.offer_with(BUYERS * ROUNDS + 5, skip=1)
    [(orders, captures)] = market.rows(
        "SELECT (SELECT count(*) FROM orders_order),"
        " (SELECT count(*) FROM payments_ledgertransaction WHERE kind = 'capture')"
    )
    bought, bought_some = [], threading.Semaphore(0)

    def shop(_number):
        for _ in range(ROUNDS):
            with Shopper(market.url, patience=insist) as shopper:
                shopper.gather(offer_id)
                pay_url, refusal = shopper.order()
                assert pay_url, refusal
                shopper.pay(pay_url)
                bought.append(pay_url)
                bought_some.release()

    with ThreadPoolExecutor(BUYERS) as pool:
        shopping = [pool.submit(shop, number) for number in range(BUYERS)]
        for victim in ("worker", "web", "postgres"):
            assert bought_some.acquire(timeout=60)
            market.kill(victim)
        for work in shopping:
            work.result()

    count = BUYERS * ROUNDS
    assert len(set(bought)) == count
    market.until(lambda: market.rows(UNPAID, offer_id) == [(0,)], within_s=120)
    market.until(market.is_delivered, within_s=120)
    assert market.rows(
        "SELECT (SELECT count(*) FROM orders_order),"
        " (SELECT count(*) FROM payments_ledgertransaction WHERE kind = 'capture')"
    ) == [(orders + count, captures + count)]
    market.check_books()
