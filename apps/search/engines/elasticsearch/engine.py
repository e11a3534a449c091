"""The engine of a cluster: the port's words, answered by Elasticsearch or OpenSearch.

An alias names the index in use. A new one is filled beside it and put in place by one request.
"""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import structlog

from apps.search import rules
from apps.search.engines import figures
from apps.search.engines.base import Document, Match
from apps.search.engines.elasticsearch import bodies
from apps.search.engines.elasticsearch.clients import MISSING, Node, NodeRefused
from apps.search.engines.elasticsearch.documents import CardDocument, index_body
from apps.search.engines.lexicon import Lexicon
from apps.search.engines.scores import FACTS, RERANKED, reranked
from apps.search.query import Query, Result, pages_of

log = structlog.get_logger(__name__)

# Cards a request carries: some megabytes.
BATCH = 1_000
Body = dict[str, Any]  # Any: the cluster's own language


class ElasticsearchEngine(Lexicon):
    """The engine of several machines; `alias` is the index's name in the cluster."""

    def __init__(self, node: Node, *, alias: str) -> None:
        self.node, self.alias = node, alias

    def search(self, *, query: Query, terms: Sequence[rules.Term], match: Match) -> Result:
        """As the port says: no query of the database, 1 request, 2 past the last page."""
        started = time.perf_counter()
        page = query.page
        answer = self._search(bodies.search_body(query=query, terms=terms, match=match, page=page))
        found = answer["aggregations"]
        summary = found["narrowed"]
        total = int(summary["doc_count"])
        last = pages_of(total=total, size=query.size)
        if page > last:
            page = last
            answer = self._search(
                bodies.search_body(query=query, terms=terms, match=match, page=page)
            )
        counts, prices, without = figures.counts_of(summary), summary["price"], {}
        for name, own in found.items():
            if not name.startswith(bodies.BUT):
                continue
            group = name.removeprefix(bodies.BUT)
            without[group] = int(own["doc_count"])
            prices = own["price"] if group == "price" else prices
            counts = figures.with_own(counts, figures.counts_of(own), group=group)
        hits = answer["hits"]["hits"]
        skipped = (page - 1) * query.size
        is_reranked = bodies.is_by_words(query, terms) and skipped < RERANKED
        ids = _best(hits)[skipped : skipped + query.size] if is_reranked else _ids(hits)
        return Result(
            hits=tuple(ids),
            total=total,
            matched=int(found["matched"]["doc_count"]),
            page=page,
            size=query.size,
            counts=counts,
            without=without,
            least_price=figures.money(prices["min"]),
            most_price=figures.money(prices["max"]),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def suggest(self, *, words: Sequence[str], limit: int) -> list[UUID]:
        """As the port says: no query of the database, 1 request."""
        if not words:
            return []
        return _ids(self._search(bodies.suggest_body(words=words, limit=limit))["hits"]["hits"])

    def similar(self, *, product_id: UUID, limit: int) -> list[UUID]:
        """As the port says: no query of the database, 1 request."""
        return _best(self._search(bodies.similar_body(str(product_id)))["hits"]["hits"])[:limit]

    def write(self, *, documents: Sequence[Document]) -> set[UUID]:
        """As the port says: 1 query, a request per BATCH. A crash in the middle leaves cards
        written whole or not at all; their marks are still there."""
        self._begin()
        new = self._put(documents, into=self.alias)
        if documents:
            self.learn(documents)
        return new

    def remove(self, *, product_ids: Collection[UUID]) -> None:
        """As the port says: no query of the database, a request per BATCH."""
        if product_ids:
            self._begin()
        for ids in _batches(sorted(product_ids)):
            self._bulk([{"delete": {"_id": str(pk)}} for pk in ids], into=self.alias)

    def digests(self, *, product_ids: Collection[UUID]) -> dict[UUID, int]:
        """As the port says: no query of the database, a request per BATCH."""
        return {
            UUID(hit["_id"]): int(hit["fields"]["digest"][0])
            for ids in _batches([str(pk) for pk in product_ids])
            for hit in self._search(bodies.ids_body(ids))["hits"]["hits"]
        }

    def all_ids(self) -> Iterator[UUID]:
        """As the port says: a request per BATCH."""
        last = ""
        while ids := _ids(self._search(bodies.after_body(last, size=BATCH))["hits"]["hits"]):
            yield from ids
            last = str(ids[-1])

    @contextmanager
    def rebuild(self) -> Iterator[Callable[[Sequence[Document]], None]]:
        """As the port says: in an index of its own, which takes the alias at the end."""
        self._begin()
        draft = self._create()
        known: set[str] = set()

        def take(documents: Sequence[Document]) -> None:
            self._put(documents, into=draft)
            known.update(self.learn(documents, known=known))

        try:
            yield take
            self.node.call("POST", f"/{draft}/_refresh")
            self._mark_filled(draft)
            self._put_in_place(draft)
        except BaseException:
            self.node.call("DELETE", f"/{draft}")
            raise

    def is_filled(self) -> bool:
        """As the port says: no query of the database, 1 request."""
        self._begin()
        found = self.node.call("GET", f"/{self.alias}/_mapping")
        return all(each["mappings"].get("_meta", {}).get("filled") for each in found.values())

    def mark_filled(self) -> None:
        """As the port says: no query of the database."""
        self._begin()
        self._mark_filled(self.alias)

    def _search(self, body: Body) -> Body:
        try:
            found: Body = self.node.call("POST", f"/{self.alias}/_search", body)
        except NodeRefused as error:
            if error.node_status != MISSING:
                raise
            self._begin()
            found = self.node.call("POST", f"/{self.alias}/_search", body)
        return found

    def _put(self, documents: Sequence[Document], *, into: str) -> set[UUID]:
        """Write cards; returns those that weren't there before."""
        prepared, new = CardDocument(), set()
        for batch in _batches(documents):
            lines: list[Body] = []
            for document in batch:
                lines += [
                    {"index": {"_id": str(document.product_id)}},
                    prepared.prepare(document),
                ]
            for row in self._bulk(lines, into=into):
                if row["index"]["result"] == "created":
                    new.add(UUID(row["index"]["_id"]))
        return new

    def _bulk(self, lines: list[Body], *, into: str) -> list[Body]:
        # What is written is found at once; of a draft nobody asks anything yet.
        # An index that is deleted meanwhile isn't made again by a guess at its fields.
        in_use = "true" if into == self.alias else "false"
        answer = self.node.call(
            "POST", f"/{into}/_bulk", lines, refresh=in_use, require_alias=in_use
        )
        rows: list[Body] = answer["items"]
        for row in rows:
            ((kind, said),) = row.items()
            if said["status"] >= 400 and not (kind == "delete" and said["status"] == MISSING):
                raise NodeRefused(str(said.get("error")), node_status=said["status"])
        return rows

    def _begin(self) -> None:
        """Begin an index where none is: the first time, or after somebody deleted it."""
        if not self._in_use():
            log.warning("search.index.missing", alias=self.alias)
            self._put_in_place(self._create())

    def _create(self) -> str:
        name = f"{self.alias}-{uuid4().hex}"
        self.node.call("PUT", f"/{name}", index_body())
        return name

    def _put_in_place(self, name: str) -> None:
        in_use = self._in_use()
        actions: list[Body] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove": {"index": each, "alias": self.alias}} for each in in_use]
        self.node.call("POST", "/_aliases", {"actions": actions})
        for each in in_use:
            self.node.call("DELETE", f"/{each}")

    def _in_use(self) -> list[str]:
        """The indices behind the alias: one, none before the first."""
        try:
            return list(self.node.call("GET", f"/_alias/{self.alias}"))
        except NodeRefused as error:
            if error.node_status != MISSING:
                raise
            return []

    def _mark_filled(self, name: str) -> None:
        self.node.call("PUT", f"/{name}/_mapping", {"_meta": {"filled": True}})


def _best(hits: Sequence[Body]) -> list[UUID]:
    """The best hits by their worth."""
    facts = [[hit.get("fields", {}).get(name, [None])[0] for name in FACTS] for hit in hits]
    return reranked([(float(hit["_score"]), UUID(hit["_id"])) for hit in hits], facts=facts)


def _ids(hits: Sequence[Body]) -> list[UUID]:
    return [UUID(hit["_id"]) for hit in hits]


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:  # Any: cards, ids or their names
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
