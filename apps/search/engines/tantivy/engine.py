"""The embedded engine: the port's words, answered from the index on disk."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import tantivy
from tantivy import Occur, Order
from tantivy import Query as Clause

from apps.search import rules
from apps.search.engines.base import Document, Match
from apps.search.engines.lexicon import Lexicon
from apps.search.engines.tantivy import matching
from apps.search.engines.tantivy.index import DiskIndex, entry
from apps.search.query import MAX_PAGE, PAGE_SIZE, Query, Result, Sort
from apps.search.rules.ranking import Facts, worth

# The best hits by their words are ordered again by what people buy; pages past them are not.
RERANKED = 10 * PAGE_SIZE
# Above any score of words, so that what has all of them comes first, then what can be bought.
WHOLE_FIRST, BUYABLE_FIRST = 100_000.0, 10_000.0
CONTINUATIONS = 200
# What a hit's worth is made of, as the index holds it.
FACTS = ("sold", "rating", "ratings", "published")
DAY_S = 86_400
ORDERS = {
    Sort.POPULAR: "popular",
    Sort.RATING: "by_rating",
    Sort.CHEAPEST: "cheapest",
    Sort.DEAREST: "dearest",
    Sort.NEWEST: "newest",
}


class TantivyEngine(Lexicon):
    """The engine of one machine, from small shops to millions of cards."""

    def __init__(self, root: Path) -> None:
        self.index = DiskIndex(root)

    def search(self, *, query: Query, terms: Sequence[rules.Term], match: Match) -> Result:
        """As the port says: no query of the database."""
        started = time.perf_counter()
        searcher = self.index.searcher()
        said = matching.terms_query(terms, match)
        whole = matching.terms_query(terms, Match.ALL)
        place = matching.both(
            matching.everything(), *matching.place_of(query), *([said] if said else [])
        )
        filters = matching.filters_of(query)
        narrowed = matching.both(place, *filters.values())
        figures = searcher.aggregate(narrowed, matching.FIGURES)
        total = int(figures["price"]["count"])
        matched = _count(searcher, place) if filters else total
        counts, prices, without = matching.counts_of(figures), figures["price"], {}
        for group in filters:
            others = [each for name, each in filters.items() if name != group]
            own = searcher.aggregate(matching.both(place, *others), matching.FIGURES)
            without[group] = int(own["price"]["count"])
            prices = own["price"] if group == "price" else prices
            # A facet's own choice doesn't shrink it.
            counts = _but(counts, group) | _only(matching.counts_of(own), group)
        page = min(query.page, min(MAX_PAGE, -(-total // PAGE_SIZE)) or 1)
        return Result(
            hits=_hits(searcher, narrowed, query, page, whole),
            total=total,
            matched=matched,
            page=page,
            counts=counts,
            without=without,
            least_price=_money(prices["min"]),
            most_price=_money(prices["max"]),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def suggest(self, *, words: Sequence[str], limit: int) -> list[UUID]:
        """As the port says: no query of the database."""
        if not words:
            return []
        searcher = self.index.searcher()
        whole = matching.words_query(words[:-1])
        asked = matching.both(
            matching.buyable(),
            matching.starting_with(searcher, words[-1], most=CONTINUATIONS),
            *([whole] if whole else []),
        )
        found = searcher.search(asked, limit, count=False, order_by_field="popular")
        return _ids(searcher, [address for _value, address in found.hits])

    def write(self, *, documents: Sequence[Document]) -> set[UUID]:
        """As the port says: 1 query. A crash before the end leaves the index as it was."""
        if not documents:
            return set()
        ids = [document.product_id for document in documents]
        searcher = self.index.searcher()
        known = set(_ids(searcher, _named(searcher, ids)))
        with self.index.writing() as writer:
            for document in documents:
                writer.delete_documents_by_term("id", str(document.product_id))
                writer.add_document(entry(document))
        self.learn(documents)
        return set(ids) - known

    def remove(self, *, product_ids: Collection[UUID]) -> None:
        """As the port says: no query of the database."""
        if not product_ids:
            return
        with self.index.writing() as writer:
            for product_id in product_ids:
                writer.delete_documents_by_term("id", str(product_id))

    def digests(self, *, product_ids: Collection[UUID]) -> dict[UUID, int]:
        """As the port says: no query of the database."""
        searcher = self.index.searcher()
        addresses = _named(searcher, product_ids)
        digests = searcher.fast_field_values("digest", addresses)
        return {
            pk: int(digest)
            for pk, digest in zip(_ids(searcher, addresses), digests, strict=True)
            if digest is not None
        }

    def all_ids(self) -> Iterator[UUID]:
        """As the port says: the ids come from the dictionary of terms."""
        # With a query it counts only cards that weren't taken out.
        terms = self.index.searcher().terms_with_prefix("id", "", matching.everything())
        return (UUID(term) for term, _count in terms)

    @contextmanager
    def rebuild(self) -> Iterator[Callable[[Sequence[Document]], None]]:
        """As the port says: in a directory of its own."""
        with self.index.rebuilding() as writer:

            def take(documents: Sequence[Document]) -> None:
                for document in documents:
                    writer.add_document(entry(document))
                self.learn(documents)

            yield take

    def is_filled(self) -> bool:
        """As the port says: no query of the database."""
        self.index.searcher()
        return self.index.is_filled

    def mark_filled(self) -> None:
        """As the port says: no query of the database."""
        self.index.mark_filled()


def _named(searcher: tantivy.Searcher, ids: Collection[UUID]) -> list[Any]:
    """Where these cards lie in the index. Any: Tantivy's addresses."""
    found = searcher.search(matching.one_of(map(str, ids)), max(len(ids), 1), count=False)
    return [address for _score, address in found.hits]


def _hits(
    searcher: tantivy.Searcher, asked: Clause, query: Query, page: int, whole: Clause | None
) -> tuple[UUID, ...]:
    """A page of hits; `whole` is what a card with all of the words fits, None without words."""
    skipped = (page - 1) * PAGE_SIZE
    if query.sort in ORDERS or whole is None:
        name = ORDERS.get(query.sort, ORDERS[Sort.POPULAR])
        found = searcher.search(
            asked, PAGE_SIZE, count=False, order_by_field=name, offset=skipped, order=Order.Desc
        )
        return tuple(_ids(searcher, [address for _value, address in found.hits]))
    ranked = Clause.boolean_query(
        [
            (Occur.Must, asked),
            (Occur.Should, Clause.const_score_query(whole, WHOLE_FIRST)),
            (Occur.Should, Clause.const_score_query(matching.buyable(), BUYABLE_FIRST)),
        ]
    )
    if skipped >= RERANKED:
        found = searcher.search(ranked, PAGE_SIZE, count=False, offset=skipped)
        return tuple(_ids(searcher, [address for _score, address in found.hits]))
    found = searcher.search(ranked, RERANKED, count=False)
    best = _reranked(searcher, found.hits)[skipped : skipped + PAGE_SIZE]
    return tuple(_ids(searcher, best))


def _reranked(searcher: tantivy.Searcher, hits: Sequence[tuple[Any, Any]]) -> list[Any]:
    """The addresses of the best hits by their worth, what has all of the words and what can be
    bought first. Any: Tantivy's scores and addresses."""
    addresses = [address for _score, address in hits]
    columns = [searcher.fast_field_values(name, addresses) for name in FACTS]
    now = time.time()

    def place_of(place: int) -> tuple[bool, bool, float]:
        score = float(hits[place][0])
        is_whole = score >= WHOLE_FIRST
        score -= WHOLE_FIRST if is_whole else 0
        is_buyable = score >= BUYABLE_FIRST
        sold, stars, ratings, published = (column[place] for column in columns)
        facts = Facts(
            sold_count=int(sold or 0),
            rating=stars / 100 if stars else None,
            rating_count=int(ratings or 0),
            age_days=(now - (published or 0)) / DAY_S,
        )
        words = score - BUYABLE_FIRST if is_buyable else score
        return is_whole, is_buyable, worth(words=words, facts=facts)

    order = sorted(range(len(addresses)), key=place_of, reverse=True)
    return [addresses[place] for place in order]


def _ids(searcher: tantivy.Searcher, addresses: Sequence[Any]) -> list[UUID]:
    return [UUID(searcher.doc(address)["id"][0]) for address in addresses]


def _count(searcher: tantivy.Searcher, asked: Clause) -> int:
    found = searcher.search(asked, 1, count=True)
    return int(found.count)  # type: ignore[attr-defined]  # the stubs leave it out


def _only(counts: dict[str, int], group: str) -> dict[str, int]:
    return {token: n for token, n in counts.items() if rules.group_of(token) == group}


def _but(counts: dict[str, int], group: str) -> dict[str, int]:
    return {token: n for token, n in counts.items() if rules.group_of(token) != group}


def _money(hundredths: float | None) -> Decimal | None:
    return None if hundredths is None else Decimal(int(hundredths)) / 100
