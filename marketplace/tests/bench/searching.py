"""Search inside the engine over whatever cards are there: what its parts take, how large it is.

python -m marketplace.tests.bench.searching     over the catalogue of this environment
"""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

TIMES = 400
SEED = 7
# Milliseconds at the 95th percentile that a million cards may take.
GOALS = {
    "search, total and facets": 75,
    "filter and sort by price": 45,
    "suggest texts": 5,
    "suggest goods": 40,
    "suggest, all of it": 50,
    "similar": 25,
}
SAMPLE = """
SELECT id, title FROM catalog_product TABLESAMPLE SYSTEM (%s) REPEATABLE (%s)
WHERE state = 'live' LIMIT %s
"""


class Figure(NamedTuple):
    """How long one kind of question takes, in ms."""

    name: str
    p50: float
    p95: float


class Sampled(NamedTuple):
    """A card of the catalogue and the words of its titles."""

    pk: UUID
    words: list[str]


def search_figures(*, times: int = TIMES) -> list[Figure]:
    """Each kind of question asked `times` times of the engine in use, with words that stand
    together in a title."""
    return [_timed(name, ask, times) for name, ask in _questions(times)]


def say_figures(figures: list[Figure]) -> None:
    """Print them with their goals, and how much room the index takes on disk and in memory."""
    print(f"\n{'inside the engine, ms':<32}{'p50':>8}{'p95':>8}")
    for figure in figures:
        line = f"{figure.name:<32}{figure.p50:>8.2f}{figure.p95:>8.2f}"
        print(f"{line}  of {GOALS[figure.name]}" if figure.name in GOALS else line)
    if settings.SEARCH_ENGINE == "tantivy":
        private, mapped = _memory_mb()
        print(
            f"index: {_disk_mb():.0f} MB on disk; a process that searches: {private:.0f} MB of its "
            f"own, {mapped:.0f} MB of the files"
        )


def _questions(times: int) -> Iterator[tuple[str, Callable[[], object]]]:
    from apps.search import rules
    from apps.search.engines import get_engine
    from apps.search.engines.base import Match
    from apps.search.query import Query, Sort
    from apps.search.selectors import find, suggest, suggestions

    engine, chance = get_engine(), random.Random(SEED)  # the same words each time
    cards = _cards(times)
    prices = sorted(_prices())
    low, high = prices[len(prices) // 4], prices[len(prices) * 3 // 4]

    def card() -> Sampled:
        return chance.choice(cards)

    def words() -> list[str]:
        own = card().words
        at = chance.randrange(len(own))
        return own[at : at + chance.randint(1, 3)]

    def begun() -> list[str]:
        whole = words()
        return [*whole[:-1], whole[-1][: chance.randint(2, 4)]]

    def search() -> object:
        said = words()
        terms = rules.expand(words=said, synonyms={})
        return engine.search(query=Query(text=" ".join(said)), terms=terms, match=Match.ALL)

    def narrow() -> object:
        query = Query(
            price_from=low, price_to=high, rating=Decimal(4), in_stock=True, sort=Sort.CHEAPEST
        )
        return engine.search(query=query, terms=(), match=Match.ALL)

    def mistyped() -> object:
        said = [word[:-2] + word[:-3:-1] if len(word) > 4 else word for word in words()]
        return find(query=Query(text=" ".join(said)))

    yield "search, total and facets", search
    yield "filter and sort by price", narrow
    yield "suggest texts", lambda: suggestions.completions(text=" ".join(begun()), language="en")
    yield "suggest goods", lambda: engine.suggest(words=begun(), limit=4)
    yield "suggest, all of it", lambda: suggest(text=" ".join(begun()), language="en")
    yield "similar", lambda: engine.similar(product_id=card().pk, limit=12)
    yield "mistyped, mended and searched", mistyped


def _prices() -> list[Decimal]:
    """Prices of a thousand cards."""
    from apps.catalog.models import Product

    found = Product.objects.buyable().values_list("price", flat=True).order_by("-pk")[:1000]
    return [price for price in found if price is not None]


def _cards(count: int) -> list[Sampled]:
    """Some cards of the whole catalogue whose titles have words."""
    from apps.catalog.models import Product
    from apps.search import rules

    share = min(100.0, 100 * 20 * count / max(Product.objects.listed().count(), 1))
    with connection.cursor() as cursor:
        cursor.execute(SAMPLE, [share, SEED, 50 * count])
        rows = cursor.fetchall()
    cards = []
    for pk, title in random.Random(SEED).sample(rows, min(count, len(rows))):
        titles = " ".join(json.loads(title).values())
        own = [word for word in rules.words_of(titles, most=40) if len(word) > 1]
        if own:
            cards.append(Sampled(pk, own))
    if not cards:
        raise SystemExit("the catalogue is empty")
    return cards


def _timed(name: str, ask: Callable[[], object], times: int) -> Figure:
    for _ in range(10):
        ask()
    took = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        took.append((time.perf_counter() - started) * 1000)
    return Figure(name, statistics.median(took), statistics.quantiles(took, n=20)[18])


def _disk_mb() -> float:
    files = Path(settings.SEARCH_INDEX_ROOT).rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / 1024 / 1024


def _memory_mb() -> tuple[float, float]:
    """Memory of this process: its own, and what it has read of files."""
    fields = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if line
    )
    own, files = (int(fields[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
    return own, files


if __name__ == "__main__":
    import django

    django.setup()
    say_figures(search_figures())
