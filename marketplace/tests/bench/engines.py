"""`make bench-search`: the engines side by side over the same cards, how well they find what people
judged and what the parts of a search take.

Relevance is of the real goods alone where they are beside this checkout: copies of a card are
copies of its grade. Times are of those goods and their copies.
"""

import argparse
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings
from django.core.management import call_command

from marketplace.tests.bench.searching import Figure, search_figures

ROOT = Path(__file__).resolve().parents[3]
REAL = ROOT.parent / "shared" / "data" / "catalog" / "goods.jsonl.gz"
JUDGED = ROOT / "apps" / "search" / "tests" / "data" / "judged.jsonl"
SHOP = "soundlab"
RATES = ("USD=12600", "GBP=16500", "EUR=14000")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-search", description=__doc__)
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=200, help="questions of each kind")
    options = parser.parse_args()
    django.setup()
    with TemporaryDirectory(prefix="bozor-bench-") as folder:
        _compare(options.cards, options.times, Path(folder))


def _compare(cards: int, times: int, folder: Path) -> None:
    engines = ["tantivy", *_clusters()]
    call_command("migrate", verbosity=0)
    call_command("load_demo", small=True, verbosity=0)
    if REAL.exists():
        rates = [f"--rate={rate}" for rate in RATES]
        call_command("import_catalog", REAL, f"--seller={SHOP}", "--keep-good", *rates, verbosity=0)
        for engine in engines:
            _use(engine, folder)
            call_command("reindex", processes=1)
            print(f"\n{engine}")
            call_command("search_eval", JUDGED)
    else:
        print("The real goods are not beside this checkout: nothing to judge.")
    call_command("grow_catalog", cards)
    figures = {}
    for engine in engines:
        _use(engine, folder)
        started = time.monotonic()
        call_command("reindex")
        seconds = time.monotonic() - started
        print(f"{engine}: {cards / seconds:,.0f} cards a second", flush=True)
        figures[engine] = search_figures(times=times)
    _print(figures)


def _clusters() -> list[str]:
    return [
        name for name in ("elasticsearch", "opensearch") if os.environ.get(f"{name}_url".upper())
    ]


def _use(engine: str, folder: Path) -> None:
    """Search with this engine from here on, in an index of its own."""
    from apps.search.engines import get_engine

    settings.SEARCH_ENGINE = engine
    settings.SEARCH_ALIAS = "bench"
    settings.SEARCH_INDEX_ROOT = folder
    get_engine.cache_clear()


def _print(figures: dict[str, list[Figure]]) -> None:
    """A line a question, a pair of columns an engine."""
    print(f"\n{'ms':<32}" + "".join(f"{engine:>18}" for engine in figures))
    print(f"{'':<32}" + f"{'p50':>9}{'p95':>9}" * len(figures))
    for rows in zip(*figures.values(), strict=True):
        pairs = "".join(f"{row.p50:>9.2f}{row.p95:>9.2f}" for row in rows)
        print(f"{rows[0].name:<32}{pairs}")


if __name__ == "__main__":
    main()
