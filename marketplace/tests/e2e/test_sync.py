"""R5.5, R9.1: a shop's program writes 10,000 prices; who searches or changes one hardly notices."""

import json
import statistics
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from marketplace.tests.e2e.test_in_step import CHANGE, read

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]

CALLS, ITEMS = 100, 100
# Alone a change is found within two seconds (test_in_step.py); two cores are busy here.
WITHIN_S = 10
MAKE_KEY = """
from uuid import UUID
from django.utils import timezone
from apps.core.actors import Actor
from apps.sellers.models import Member
from apps.sellers.services import make_key
owner = Member.objects.filter(seller_id=UUID("{seller}")).order_by("pk").first()
by = Actor(role="seller", user_id=owner.user_id, seller_id=owner.seller_id,
    rights=frozenset({{"keys"}}))
made = make_key(seller_id=owner.seller_id, name="Sync", scopes=["prices:write"], days=1, by=by,
    now=timezone.now())
print("key", made[1])
"""
BIGGEST = """
SELECT seller_id, array_agg(sku ORDER BY sku), count(DISTINCT product_id) FROM catalog_offer
WHERE sku LIKE 'grown-%%' AND state = 'active' GROUP BY seller_id ORDER BY count(*) DESC LIMIT 1
"""
WAITING = "SELECT count(*) FROM search_dirtyproduct WHERE is_bulk"


def test_ten_thousand_prices_of_a_shop_hold_up_neither_search_nor_a_single_change(market):
    market.manage("grow_catalog", "4000")
    market.manage("reindex")
    offer = market.offer_with(5)
    [(seller, skus, cards)] = market.rows(BIGGEST)
    made = market.manage("shell", "-v0", "--command", MAKE_KEY.format(seller=seller))
    key = made.split()[-1]

    with market.bulk_worker(), ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send_all, market, key, skus)
        market.until(lambda: market.rows(WAITING) > [(0,)])
        said = market.manage(
            "shell", "--verbosity=0", "--command", CHANGE.format(offer=offer, price=1_234)
        )
        committed, asked_s = float(said.split()[-1]), []
        while not search(market, "price_from=1234&price_to=1234", asked_s)["total"]:
            assert time.time() < committed + WITHIN_S, "the single change waits for the sync"
        saved = sending.result()
        # Of each card one of the last prices is found in the end.
        last = dict(price_lines(skus)).values()
        cheapest, dearest = min(last), max(last)
        market.until(lambda: market.rows(WAITING) == [(0,)], within_s=120)
        in_range = f"price_from={cheapest}&price_to={dearest}"
        market.until(lambda: search(market, in_range, [])["total"] == cards)

    assert saved == CALLS * ITEMS
    assert statistics.median(asked_s) < 1, asked_s


def price_lines(skus):
    """10,000 prices for the shop's offers in turn, each another one."""
    return [(skus[n % len(skus)], 50_000_000 + n) for n in range(CALLS * ITEMS)]


def send_all(market, key, skus):
    """Send them as a shop's program would; how many were saved."""
    lines, saved = price_lines(skus), 0
    for start in range(0, len(lines), ITEMS):
        items = [
            {"sku": sku, "price": str(Decimal(price))}
            for sku, price in lines[start : start + ITEMS]
        ]
        answer = call(market, "/api/v1/seller/offers/prices/", {"items": items}, key)
        saved += sum(result["status"] == "saved" for result in answer["results"])
    return saved


def call(market, path, body, key):
    request = urllib.request.Request(
        f"{market.url}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def search(market, asked, took_s):
    """What a search finds; how long it took is added."""
    started = time.monotonic()
    found = json.loads(read(market, f"/api/v1/search/?{asked}&fields=code"))
    took_s.append(time.monotonic() - started)
    return found
