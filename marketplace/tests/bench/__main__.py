"""`make bench`: figures of the production server over 10,000 cards, beside a bare view.

CPU is of the web workers and the database, from /proc, one request at a time: the figure that holds
on a noisy machine. Ratios are to a 1 KB view behind the full middleware, on the same server in the
same run; the naked one, without any middleware, is said too. A page is "uncached" when it is asked
with a parameter no page knows: such a page is made anew each time.
"""

import argparse
import contextlib
import logging
import os
import random
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from marketplace.bootstrap import web_command
from marketplace.tests.bench.keys import key_costs, say_ratios
from marketplace.tests.bench.meters import (
    Cost,
    CpuMeter,
    family,
    measure,
    private_mb,
    throughput,
)
from marketplace.tests.bench.visitor import Visitor, csrf_token

HOST, PORT, NAKED_PORT = "127.0.0.1", 8099, 8098
WORKERS = 2
CHECKOUT_FIELDS = re.compile(rb'<input[^>]*name="(total|key)"[^>]*value="([^"]+)"')


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=200, help="requests of each kind")
    options = parser.parse_args()
    django.setup()
    logging.disable(logging.INFO)
    _fill(options.cards)
    naked = [
        *web_command(port=NAKED_PORT, workers=1)[:-1],
        "marketplace.tests.bench.naked:application",
    ]
    with _server(naked, NAKED_PORT, "/bare") as pid:
        naked_cost = _naked(options.times, pid)
    with _server(web_command(port=PORT, workers=WORKERS), PORT, "/health/live") as pid:
        _report(options.times, pid, naked_cost)


def _fill(cards: int) -> None:
    print("Preparing the catalogue …", flush=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo")
    call_command("grow_catalog", cards)
    _run("manage.py", "reindex")
    print("  of 5,000 a second", flush=True)
    # What autovacuum does by itself within a minute of so many new rows.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _run(*command: str) -> None:
    """In a process of its own, as people do: none says what memory another has had."""
    subprocess.run([sys.executable, *command], check=True, cwd=settings.BASE_DIR)


@contextlib.contextmanager
def _server(command: list[str], port: int, path: str) -> Iterator[int]:
    """A web server until the block ends; gives the pid that its workers stand under."""
    log = Path(settings.BASE_DIR) / ".local" / "bench" / f"web-{port}.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, env=os.environ, stdout=out, stderr=out)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://{HOST}:{port}{path}", timeout=2)
                break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _naked(times: int, pid: int) -> Cost:
    ask = _asking(Visitor(host=HOST, port=NAKED_PORT), "/bare")
    for _ in range(300):
        ask()
    web, database = CpuMeter(pid), CpuMeter(_postgres_pid())
    return measure("naked view, 1 KB", ask, times=times * 5, web=web, database=database)


def _report(times: int, web_pid: int, naked: Cost) -> None:
    web, database = CpuMeter(web_pid), CpuMeter(_postgres_pid())
    visitor = Visitor(host=HOST, port=PORT)
    warm = _asking(visitor, "/bare")
    for _ in range(300):
        warm()
    bare = measure("bare view, 1 KB", warm, times=times * 5, web=web, database=database)
    bare = replace(bare, per_second=throughput("/bare", host=HOST, port=PORT))
    costs = [naked, bare]
    for name, path in _pages().items():
        costs += _page(name, path, visitor, times, web, database)
    costs += _shopping(times, web, database)
    costs += key_costs(Visitor(host=HOST, port=PORT), times=times, web=web, database=database)
    _print(costs, bare, [private_mb(pid) for pid in family(web_pid)[1:]])
    say_ratios(costs)
    sys.stdout.flush()
    _run("-m", "marketplace.tests.bench.searching")


def _page(
    name: str, path: str, visitor: Visitor, times: int, web: CpuMeter, database: CpuMeter
) -> list[Cost]:
    """A page made anew each time, and as it is kept."""
    fresh = path + ("&" if "?" in path else "?") + "uncached=1"
    for _ in range(10):
        _asking(visitor, fresh)()
    made = measure(
        f"{name}, uncached", _asking(visitor, fresh), times=times, web=web, database=database
    )
    _asking(visitor, path)()
    kept = measure(
        f"{name}, cached", _asking(visitor, path), times=times * 2, web=web, database=database
    )
    rate = throughput(path, host=HOST, port=PORT)
    return [
        replace(made, queries=_query_count(fresh)),
        replace(kept, queries=_query_count(path), per_second=rate),
    ]


def _shopping(times: int, web: CpuMeter, database: CpuMeter) -> list[Cost]:
    """Adding to the cart, and placing an order of two sellers and three lines."""
    offers = _offers()
    state: dict[str, tuple[Visitor, dict[str, str]]] = {}
    shopper = Visitor(host=HOST, port=PORT)

    def fill() -> None:
        state["next"] = _ready_to_order(offers)

    def place() -> None:
        visitor, form = state["next"]
        status, body, where = visitor.post("/en/checkout/", form)
        if status != 302 or "/pay/" not in where:
            raise SystemExit(f"placing an order answered {status} {where} {body[:2000]!r}")

    def whole() -> None:
        fill()
        place()

    few = max(20, times // 4)
    # A cart holds only so many different goods.
    wanted = offers[:50]
    return [
        measure(
            "cart add",
            lambda: _add(shopper, random.choice(wanted)[0]),
            times=times,
            web=web,
            database=database,
        ),
        measure("place order", place, before=fill, times=few, web=web, database=database),
        measure("cart to order, 6 requests", whole, times=few, web=web, database=database),
    ]


def _ready_to_order(offers: list[tuple[str, str]]) -> tuple[Visitor, dict[str, str]]:
    """A new guest with three lines of two sellers, and the checkout's form filled in."""
    visitor = Visitor(host=HOST, port=PORT)
    for offer in _three_of_two(offers):
        _add(visitor, offer)
    visitor.get("/en/cart/")
    status, page = visitor.get("/en/checkout/")
    if status != 200:
        raise SystemExit(f"the checkout answered {status}")
    shown = {name.decode(): value.decode() for name, value in CHECKOUT_FIELDS.findall(page)}
    return visitor, {
        "csrfmiddlewaretoken": csrf_token(page),
        "name": "Dilnoza Karimova",
        "phone": "+998901234567",
        "email": "dilnoza@example.com",
        "street": "Amir Temur 15",
        "city": _city(),
        **shown,
    }


def _add(visitor: Visitor, offer: str) -> None:
    status, _body, where = visitor.post("/en/cart/add/", {"offer_id": offer, "quantity": "1"})
    if status != 302:
        raise SystemExit(f"adding to the cart answered {status} {where}")


def _asking(visitor: Visitor, path: str) -> Callable[[], None]:
    def ask() -> None:
        status, _body = visitor.get(path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")

    return ask


def _pages() -> dict[str, str]:
    from apps.catalog.models import Category, Product
    from apps.catalog.selectors import product_url

    product = Product.objects.buyable().select_related("category").order_by("-sold_count").first()
    if product is None:
        raise SystemExit("the catalogue is empty")
    top = Category.objects.get(path=product.category.path[: Category.steplen])
    return {
        "home": "/en/",
        "category with facets": f"/en/c/{top.code}/",
        "product": product_url(product),
        "rows below it": reverse(
            "storefront:beside", args=[product.code, product.featured_offer_id]
        ),
        "search": "/en/search/?q=dress",
    }


def _offers() -> list[tuple[str, str]]:
    from apps.catalog.models import Offer

    rows = Offer.objects.buyable().filter(stock__on_hand__gte=20).order_by("?")
    return [(str(pk), str(seller)) for pk, seller in rows.values_list("pk", "seller_id")[:3000]]


def _three_of_two(offers: list[tuple[str, str]]) -> list[str]:
    first = random.choice(offers)
    same = random.choice([o for o in offers if o[1] == first[1] and o != first])
    other = random.choice([o for o in offers if o[1] != first[1]])
    return [first[0], same[0], other[0]]


def _city() -> str:
    from apps.geo.models import City

    return str(City.objects.filter(district=None, region=settings.MARKET_DEFAULT_CITY).first().pk)


def _query_count(path: str) -> int:
    """SQL statements of the second request for a page, when what is kept is kept."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return len(queries)


def _postgres_pid() -> int:

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        [directory] = cursor.fetchone()
    return int((Path(directory) / "postmaster.pid").read_text().split()[0])


def _print(costs: list[Cost], bare: Cost, memory_mb: list[float]) -> None:
    from apps.catalog.models import Product

    print(f"\n{Product.objects.listed().count()} cards, {WORKERS} workers; times in ms")
    print(
        f"{'':<32}{'p50':>8}{'p99':>8}{'web':>9}{'database':>9}{'CPU':>8}{'× bare':>8}{'SQL':>6}"
        f"{'req/s':>9}{'of bare':>9}"
    )
    for cost in costs:
        line = f"{cost.name:<32}{cost.p50:>8.2f}{cost.p99:>8.2f}{cost.web_cpu:>9.2f}"
        line += f"{cost.database_cpu:>9.2f}{cost.cpu:>8.2f}{cost.cpu / bare.cpu:>8.1f}"
        line += f"{'' if cost.queries is None else cost.queries:>6}"
        if cost.per_second is not None and bare.per_second is not None:
            line += f"{cost.per_second:>9.0f}{cost.per_second / bare.per_second:>9.0%}"
        print(line)
    print("private memory of the workers: " + ", ".join(f"{mb:.0f} MB" for mb in memory_mb))


if __name__ == "__main__":
    main()
