"""The embedded engine: the port's words, answered from the index on disk."""

import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import tantivy
from tantivy import Occur, Order
from tantivy import Query as Clause

from apps.search import rules
from apps.search.engines import figures
from apps.search.engines.base import Document, Match
from apps.search.engines.lexicon import Lexicon
from apps.search.engines.scores import (
    BUYABLE_FIRST,
    FACTS,
    LIKE_COMMON,
    LIKE_RERANKED,
    LIKE_WORDS,
    RERANKED,
    WHOLE_FIRST,
    reranked,
)
from apps.search.engines.tantivy import matching
from apps.search.engines.tantivy.index import DiskIndex, entry
from apps.search.query import MAX_HITS, Query, Result, Sort, pages_of

CONTINUATIONS = 200
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
        view = self.index.view()
        searcher = view.searcher
        said = matching.terms_query(terms, match)
        # Where every hit has all of the words none of them comes first for it.
        whole = None if match == Match.ALL else matching.terms_query(terms, Match.ALL)
        parts = [*matching.place_of(query), *([said] if said else [])]
        place = matching.both(*parts) if parts else matching.everything()
        filters = matching.filters_of(query)
        narrowed = matching.both(place, *filters.values())
        by_words = said is not None
        wished = replace(query, page=min(query.page, pages_of(total=MAX_HITS, size=query.size)))
        # Tantivy lets go of the interpreter, so what is asked here is answered at once.
        hands = _hands(os.getpid())
        asked = hands.submit(_hits, searcher, narrowed, wished, by_words=by_words, whole=whole)
        owns = {
            group: hands.submit(
                searcher.aggregate,
                matching.both(place, *(each for name, each in filters.items() if name != group)),
                figures.own_figures(group),
            )
            for group in filters
        }
        is_narrowed = bool(parts or filters)
        summary = searcher.aggregate(narrowed, figures.FIGURES) if is_narrowed else view.figures
        total = int(summary["price"]["count"])
        matched = total
        if filters:
            matched = _count(searcher, place) if parts else searcher.num_docs
        counts, prices, without = figures.counts_of(summary), summary["price"], {}
        for group, answer in owns.items():
            own = answer.result()
            without[group] = int(own["price"]["count"])
            prices = own["price"] if group == "price" else prices
            counts = figures.with_own(counts, figures.counts_of(own), group=group)
        page = min(wished.page, pages_of(total=total, size=query.size))
        hits = asked.result()
        if page != wished.page:
            last = replace(query, page=page)
            hits = _hits(searcher, narrowed, last, by_words=by_words, whole=whole)
        return Result(
            hits=hits,
            total=total,
            matched=matched,
            page=page,
            size=query.size,
            counts=counts,
            without=without,
            least_price=figures.money(prices["min"]),
            most_price=figures.money(prices["max"]),
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

    def similar(self, *, product_id: UUID, limit: int) -> list[UUID]:
        """As the port says: no query of the database."""
        searcher = self.index.searcher()
        own = _named(searcher, [product_id])
        if not own:
            return []
        like = Clause.more_like_this_query(
            own[0],
            min_doc_frequency=2,
            max_doc_frequency=LIKE_COMMON,
            min_term_frequency=1,
            max_query_terms=LIKE_WORDS,
        )
        itself = matching.one_of([str(product_id)])
        asked = Clause.boolean_query(
            [(Occur.Must, like), (Occur.Must, matching.buyable()), (Occur.MustNot, itself)]
        )
        found = searcher.search(asked, LIKE_RERANKED, count=False)
        return _ids(searcher, _reranked(searcher, found.hits)[:limit])

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
        known: set[str] = set()
        with self.index.rebuilding() as writer:

            def take(documents: Sequence[Document]) -> None:
                for document in documents:
                    writer.add_document(entry(document))
                known.update(self.learn(documents, known=known))

            yield take

    def is_filled(self) -> bool:
        """As the port says: no query of the database."""
        self.index.searcher()
        return self.index.is_filled

    def mark_filled(self) -> None:
        """As the port says: no query of the database."""
        self.index.mark_filled()


@cache
def _hands(_pid: int) -> ThreadPoolExecutor:
    """The threads of this process that help a search along: a forked process needs its own."""
    return ThreadPoolExecutor(len(os.sched_getaffinity(0)), thread_name_prefix="search")


def _named(searcher: tantivy.Searcher, ids: Collection[UUID]) -> list[Any]:
    """Where these cards lie in the index. Any: Tantivy's addresses."""
    found = searcher.search(matching.one_of(map(str, ids)), max(len(ids), 1), count=False)
    return [address for _score, address in found.hits]


def _hits(
    searcher: tantivy.Searcher,
    asked: Clause,
    query: Query,
    *,
    by_words: bool,
    whole: Clause | None,
) -> tuple[UUID, ...]:
    """A page of hits; those that fit `whole` come first when words order them."""
    size = query.size
    skipped = (query.page - 1) * size
    if query.sort in ORDERS or not by_words:
        name = ORDERS.get(query.sort, ORDERS[Sort.POPULAR])
        found = searcher.search(
            asked, size, count=False, order_by_field=name, offset=skipped, order=Order.Desc
        )
        return tuple(_ids(searcher, [address for _value, address in found.hits]))
    first = [(matching.buyable(), BUYABLE_FIRST)] + ([(whole, WHOLE_FIRST)] if whole else [])
    ranked = Clause.boolean_query(
        [
            (Occur.Must, asked),
            *((Occur.Should, Clause.const_score_query(each, score)) for each, score in first),
        ]
    )
    if skipped >= RERANKED:
        found = searcher.search(ranked, size, count=False, offset=skipped)
        return tuple(_ids(searcher, [address for _score, address in found.hits]))
    found = searcher.search(ranked, RERANKED, count=False)
    best = _reranked(searcher, found.hits)[skipped : skipped + size]
    return tuple(_ids(searcher, best))


def _reranked(searcher: tantivy.Searcher, hits: Sequence[tuple[Any, Any]]) -> list[Any]:
    """The addresses of the best hits by their worth. Any: Tantivy's scores and addresses."""
    addresses = [address for _score, address in hits]
    columns = [searcher.fast_field_values(name, addresses) for name in FACTS]
    facts = list(zip(*columns, strict=True))
    return reranked([(float(score), address) for score, address in hits], facts=facts)


def _ids(searcher: tantivy.Searcher, addresses: Sequence[Any]) -> list[UUID]:
    return [UUID(searcher.doc(address)["id"][0]) for address in addresses]


def _count(searcher: tantivy.Searcher, asked: Clause) -> int:
    found = searcher.search(asked, 1, count=True)
    return int(found.count)  # type: ignore[attr-defined]  # the stubs leave it out
