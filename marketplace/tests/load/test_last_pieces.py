"""R5.5: what is not there is not sold, however many reach for it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from marketplace.tests.shoppers import Shopper

pytestmark = [pytest.mark.load, pytest.mark.xdist_group("market")]

BUYERS, PIECES = 60, 10


def test_sixty_buyers_at_once_get_the_ten_pieces_and_fifty_clear_refusals(market):
    offer_id = market.offer_with(PIECES)
    [(before,)] = market.rows("SELECT count(*) FROM orders_order")
    together = threading.Barrier(BUYERS)

    def buy(_number):
        with Shopper(market.url) as shopper:
            shopper.gather(offer_id)
            together.wait(timeout=60)
            return shopper.order()

    with ThreadPoolExecutor(BUYERS) as pool:
        answers = list(pool.map(buy, range(BUYERS)))

    ways_to_pay = {pay_url for pay_url, _ in answers if pay_url}
    refusals = [text for pay_url, text in answers if not pay_url]
    assert (len(ways_to_pay), len(refusals)) == (PIECES, BUYERS - PIECES)
    assert all("have just been sold out" in text for text in refusals), refusals[0]
    assert market.rows("SELECT count(*) FROM orders_order") == [(before + PIECES,)]
    [(on_hand, reserved)] = market.rows(
        "SELECT on_hand, reserved FROM catalog_stock WHERE offer_id = %s", offer_id
    )
    assert on_hand == reserved
    market.check_books()
