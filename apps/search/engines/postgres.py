"""Search in PostgreSQL: full text with English and Russian stems, trigrams for typing errors.

All SQL of the engine stands here; values are parameters, what is put into the text is ours.
"""

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from apps.search import rules
from apps.search.engines.base import Document, Match
from apps.search.engines.lexicon import Lexicon
from apps.search.models import ProductDocument
from apps.search.query import (
    DAY_STEPS,
    RATING_STEPS,
    Query,
    Result,
    Sort,
    pages_of,
)
from apps.search.rules import Term, ranking

# What a word is worth in the description, category, brand and title, in that order.
WEIGHTS = "ARRAY[0.05, 0.2, 0.6, 1.0]::real[]"
# A list longer than this is counted no further: its total says "more than".
MOST_COUNTED = 20_000
MOST_FACETS = 3_000
MOST_BESIDE = 1_000
# Facets that aren't tokens: the group, the step a shopper may choose, and what it asks of a card.
STEPS: tuple[tuple[str, object, str], ...] = (
    *(("rating", step, "rating >= %s") for step in RATING_STEPS),
    *(("days", step, "is_in_stock AND delivery_days <= %s") for step in DAY_STEPS),
    ("stock", 1, "is_in_stock"),
    ("sale", 1, "discount_percent > 0"),
)
PLAIN_GROUPS = {"price", *(group for group, _step, _condition in STEPS)}
WITHOUT = "without "

# `rules.ranking.worth` in SQL.
RANK = f"""
    ts_rank({WEIGHTS}, text, {{words}})
    * (1 + {ranking.POPULARITY} * ln(1 + sold_count))
    * (1 + {ranking.RATING} * (
        ({ranking.TYPICAL} * {ranking.TRIED} + coalesce(rating, {ranking.TYPICAL}) * rating_count)
        / ({ranking.TRIED} + rating_count) - {ranking.TYPICAL}
    ))
    * (1 + {ranking.FRESHNESS} * 0.5 ^ (
        greatest(extract(epoch FROM now() - published_at) / 86400, 0) / {ranking.HALF_LIFE_DAYS}
    ))
"""
ORDERS = {
    Sort.POPULAR: "is_in_stock DESC, sold_count DESC, product_id DESC",
    Sort.RATING: "is_in_stock DESC, rating DESC NULLS LAST, sold_count DESC, product_id DESC",
    Sort.CHEAPEST: "is_in_stock DESC, price, product_id",
    Sort.DEAREST: "is_in_stock DESC, price DESC, product_id DESC",
    Sort.NEWEST: "is_in_stock DESC, published_at DESC, product_id DESC",
}
# `missed` numbers the one filter a card misses; 0 is none, -1 is several. A card that misses one
# filter counts for that filter's own facet, so that what is chosen doesn't hide its alternatives.
SUMMARY = """
WITH found AS MATERIALIZED (
    SELECT tokens, price, rating, delivery_days, is_in_stock, discount_percent, {missed} AS missed
    FROM (
        SELECT tokens, price, rating, delivery_days, is_in_stock, discount_percent
        FROM search_productdocument WHERE {place} LIMIT {most}
    ) AS document
)
SELECT figure.* FROM (SELECT {figures} FROM found) AS counted, LATERAL (VALUES {names}) AS figure
UNION ALL (
    SELECT token, count(*) AS cards
    FROM (
        SELECT unnest(tokens) AS token, missed FROM found WHERE missed IN ({token_groups})
    ) AS each
    WHERE {own}
    GROUP BY token ORDER BY cards DESC LIMIT {most_facets}
)
"""
HITS = """
SELECT product_id FROM search_productdocument WHERE {where}
ORDER BY {order} LIMIT %s OFFSET %s
"""
SUGGEST = """
SELECT product_id FROM search_productdocument WHERE is_in_stock AND text @@ ({words})
ORDER BY sold_count DESC, product_id DESC LIMIT %s
"""
# Of the card's own category only: what more words would find costs too much here.
SIMILAR = """
WITH own AS (
    SELECT text, (
        SELECT token FROM unnest(tokens) WITH ORDINALITY AS each (token, place)
        WHERE starts_with(token, 'category:') ORDER BY place DESC LIMIT 1
    ) AS category
    FROM search_productdocument WHERE product_id = %s
), said AS (
    SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS words
    FROM own, unnest(own.text) WHERE 'A' = ANY(weights)
), beside AS (
    SELECT product_id, text, sold_count, rating, rating_count, published_at
    FROM search_productdocument
    WHERE is_in_stock AND product_id <> %s AND tokens @> ARRAY[(SELECT category FROM own)]
    ORDER BY sold_count DESC, product_id DESC LIMIT %s
)
SELECT product_id FROM beside, said WHERE text @@ said.words
ORDER BY {order} DESC, product_id DESC LIMIT %s
"""
WRITE = """
INSERT INTO search_productdocument (
    product_id, tokens, text, price, discount_percent, rating, rating_count, sold_count,
    is_in_stock, delivery_days, published_at, digest
)
SELECT product_id, tokens,
    setweight(to_tsvector('russian', title), 'A') || setweight(to_tsvector('simple', latin), 'A')
    || setweight(to_tsvector('simple', codes), 'A')
    || setweight(to_tsvector('russian', brand), 'B') || setweight(to_tsvector('simple', brand), 'B')
    || setweight(to_tsvector('russian', about), 'C') || setweight(to_tsvector('simple', about), 'C')
    || to_tsvector('russian', description),
    price, discount_percent, rating, rating_count, sold_count, is_in_stock, delivery_days,
    published_at, digest
FROM jsonb_to_recordset(%s) AS document (
    product_id uuid, tokens text[], title text, latin text, brand text, about text, codes text,
    description text, price numeric, discount_percent int, rating numeric, rating_count int,
    sold_count int, is_in_stock boolean, delivery_days int, published_at timestamptz,
    digest bigint
)
ORDER BY product_id
ON CONFLICT (product_id) DO UPDATE SET
    tokens = excluded.tokens, text = excluded.text, price = excluded.price,
    discount_percent = excluded.discount_percent, rating = excluded.rating,
    rating_count = excluded.rating_count, sold_count = excluded.sold_count,
    is_in_stock = excluded.is_in_stock, delivery_days = excluded.delivery_days,
    published_at = excluded.published_at, digest = excluded.digest
RETURNING product_id, xmax = 0
"""
# Any: whatever a column compares with.
SQL = tuple[str, list[Any]]


class PostgresEngine(Lexicon):
    """The engine of small and middling shops: nothing runs beside the database."""

    def search(self, *, query: Query, terms: Sequence[Term], match: Match) -> Result:
        """As the port says: 2 queries, 1 when nothing fits the words."""
        started = time.perf_counter()
        place, filters, order = _place(query, terms, match), _filters(query), _order(query, terms)
        figures = _summary(place, filters)
        matched, total = int(figures["matched"]), int(figures["total"])
        page = min(query.page, pages_of(total=total, size=query.size))
        hits = _hits(place, filters, order, page, query.size) if total else ()
        return Result(
            hits=hits,
            total=total,
            matched=matched,
            is_exact=matched < MOST_COUNTED,
            page=page,
            size=query.size,
            counts={name: int(count) for name, count in figures.items() if ":" in name},
            without={
                group: int(figures[f"{WITHOUT}{number}"])
                for number, group in enumerate(filters, start=1)
            },
            least_price=figures["least"],
            most_price=figures["most"],
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def suggest(self, *, words: Sequence[str], limit: int) -> list[UUID]:
        """As the port says: 1 query."""
        if not words:
            return []
        whole = [_word(word) for word in words[:-1]]
        last = words[-1]
        start = "(to_tsquery('russian', %s) || to_tsquery('simple', %s))"
        parts = [*whole, (start, [f"{last}:*", f"{rules.latin(last) or last}:*"])]
        sql, values = _joined(parts, " && ")
        rows = _rows(SUGGEST.format(words=sql), [*values, limit])
        return [row[0] for row in rows]

    def similar(self, *, product_id: UUID, limit: int) -> list[UUID]:
        """As the port says, within the card's category: 1 query."""
        sql = SIMILAR.format(order=RANK.format(words="said.words"))
        rows = _rows(sql, [product_id, product_id, MOST_BESIDE, limit])
        return [row[0] for row in rows]

    def write(self, *, documents: Sequence[Document]) -> set[UUID]:
        """As the port says: 2 queries, in the caller's transaction if there is one."""
        if not documents:
            return set()
        rows = [{**document._asdict(), "digest": document.digest} for document in documents]
        written = _rows(WRITE, [json.dumps(rows, cls=DjangoJSONEncoder)])
        self.learn(documents)
        return {product_id for product_id, is_new in written if is_new}

    def remove(self, *, product_ids: Collection[UUID]) -> None:
        """As the port says: 1 query."""
        ProductDocument.objects.filter(product_id__in=product_ids).delete()

    def digests(self, *, product_ids: Collection[UUID]) -> dict[UUID, int]:
        """As the port says: 1 query."""
        rows = ProductDocument.objects.filter(product_id__in=product_ids)
        return {pk: digest or 0 for pk, digest in rows.values_list("product_id", "digest")}

    def all_ids(self) -> Iterator[UUID]:
        """As the port says: a cursor on the server."""
        return ProductDocument.objects.values_list("product_id", flat=True).iterator()

    @contextmanager
    def rebuild(self) -> Iterator[Callable[[Sequence[Document]], None]]:
        """As the port says. Rows are put in place of their older form as they come; those that
        didn't come go at the end."""
        put: set[UUID] = set()

        def take(documents: Sequence[Document]) -> None:
            self.write(documents=documents)
            put.update(document.product_id for document in documents)

        yield take
        self.remove(product_ids=[pk for pk in self.all_ids() if pk not in put])

    def is_filled(self) -> bool:
        """As the port says: its rows live and die with the database's, so it never begins anew."""
        return True

    def mark_filled(self) -> None:
        """As the port says."""


def _place(query: Query, terms: Sequence[Term], match: Match) -> SQL:
    """What every hit must fit, filters apart: words, category, shop."""
    parts: list[SQL] = []
    needed = [
        rules.token(group=group, value=value)
        for group, value in (("category", query.category), ("seller", query.shop))
        if value
    ]
    if needed:
        parts.append(("tokens @> %s::text[]", [needed]))
    if terms:
        sql, values = _terms(terms, match)
        parts.append((f"text @@ ({sql})", values))
    return _joined(parts, " AND ") if parts else ("TRUE", [])


def _filters(query: Query) -> dict[str, SQL]:
    """The filters by the group whose counts they leave alone."""
    filters: dict[str, SQL] = {}
    prices = [
        (f"price {sign} %s", [bound])
        for sign, bound in ((">=", query.price_from), ("<=", query.price_to))
        if bound is not None
    ]
    if prices:
        filters["price"] = _joined(prices, " AND ")
    if query.rating is not None:
        filters["rating"] = ("coalesce(rating >= %s, FALSE)", [query.rating])
    if query.days is not None:
        sql = "is_in_stock AND coalesce(delivery_days <= %s, FALSE)"
        filters["days"] = (sql, [query.days])
    if query.in_stock:
        filters["stock"] = ("is_in_stock", [])
    if query.discounted:
        filters["sale"] = ("discount_percent > 0", [])
    for group, tokens in rules.chosen_tokens(
        brands=query.brands, sellers=query.sellers, attributes=query.attributes
    ).items():
        filters[group] = ("tokens && %s::text[]", [tokens])
    return filters


def _summary(place: SQL, filters: Mapping[str, SQL]) -> dict[str, Any]:  # Any: counts and sums
    """Every figure of a list by its name, in one query."""
    numbers = {group: number for number, group in enumerate(filters, start=1)}
    missed, values = _missed(filters)
    figures, figure_values, names = _figures(numbers)
    owns = {group: number for group, number in numbers.items() if group not in PLAIN_GROUPS}
    own = [f"(missed = {number} AND starts_with(token, %s))" for number in owns.values()]
    sql = SUMMARY.format(
        missed=missed,
        place=place[0],
        most=MOST_COUNTED,
        figures=figures,
        names=names,
        token_groups=", ".join(map(str, (0, *owns.values()))),
        own=" OR ".join(["missed = 0", *own]),
        most_facets=MOST_FACETS,
    )
    return dict(_rows(sql, [*values, *place[1], *figure_values, *(f"{group}:" for group in owns)]))


def _figures(numbers: Mapping[str, int]) -> tuple[str, list[Any], str]:
    """The aggregates of a list: SQL, its values, and the rows that name them."""
    aggregates: list[tuple[str, str, list[Any]]] = [
        ("matched", "count(*)::numeric", []),
        ("total", "count(*) FILTER (WHERE missed = 0)", []),
    ]
    for bound, function in (("least", "min"), ("most", "max")):
        sql = f"{function}(price) FILTER (WHERE missed IN (0, {numbers.get('price', 0)}))"
        aggregates.append((bound, sql, []))
    for group, step, condition in STEPS:
        sql = f"count(*) FILTER (WHERE missed IN (0, {numbers.get(group, 0)}) AND {condition})"
        aggregates.append((f"{group}:{step}", sql, [step] if "%s" in condition else []))
    for number in numbers.values():
        sql = f"count(*) FILTER (WHERE missed IN (0, {number}))"
        aggregates.append((f"{WITHOUT}{number}", sql, []))
    columns = ", ".join(f"{sql} AS n{i}" for i, (_name, sql, _values) in enumerate(aggregates))
    names = ", ".join(f"('{name}', n{i})" for i, (name, _sql, _values) in enumerate(aggregates))
    return columns, [value for *_rest, values in aggregates for value in values], names


def _missed(filters: Mapping[str, SQL]) -> SQL:
    """The number of the filter that a row misses: 0 for none, -1 for several."""
    if not filters:
        return "0", []
    (all_sql, all_values) = _joined(filters.values(), " AND ")
    sql, values = [f"WHEN {all_sql} THEN 0"], list(all_values)
    for number, group in enumerate(filters, start=1):
        others = [each for name, each in filters.items() if name != group]
        (rest, rest_values) = _joined(others, " AND ") if others else ("TRUE", [])
        sql.append(f"WHEN {rest} THEN {number}")
        values += rest_values
    return f"CASE {' '.join(sql)} ELSE -1 END", values


def _hits(
    place: SQL, filters: Mapping[str, SQL], order: SQL, page: int, size: int
) -> tuple[UUID, ...]:
    where, values = _joined([place, *filters.values()], " AND ")
    sql = HITS.format(where=where, order=order[0])
    rows = _rows(sql, [*values, *order[1], size, (page - 1) * size])
    return tuple(row[0] for row in rows)


def _order(query: Query, terms: Sequence[Term]) -> SQL:
    if query.sort in ORDERS:
        return ORDERS[query.sort], []
    if not terms:
        return ORDERS[Sort.POPULAR], []
    # With some of the words only, a card with more of them ranks higher by itself.
    sql, values = _terms(terms, Match.ANY)
    whole, whole_values = _terms(terms, Match.ALL)
    rank = RANK.format(words=f"({sql})")
    order = f"text @@ ({whole}) DESC, is_in_stock DESC, {rank} DESC, product_id DESC"
    return order, [*whole_values, *values]


def _terms(terms: Sequence[Term], match: Match) -> SQL:
    """Each term in any of its ways, each way with all of its words."""
    ways = [_joined([_phrase(way) for way in term], " || ") for term in terms]
    if match == Match.MOST and len(ways) > 2:
        but_one = [[*ways[:left_out], *ways[left_out + 1 :]] for left_out in range(len(ways))]
        return _joined([_joined(kept, " && ") for kept in but_one], " || ")
    return _joined(ways, " && " if match == Match.ALL else " || ")


def _phrase(words: Sequence[str]) -> SQL:
    return _joined([_word(word) for word in words], " && ")


def _word(word: str) -> SQL:
    """A word by its stem or by its Latin spelling; one that English or Russian hardly hears (`the`,
    `для`) asks for nothing."""
    stem = "plainto_tsquery('russian', %s)"
    sql = (
        f"CASE WHEN numnode({stem}) = 0 THEN ''::tsquery "
        f"ELSE {stem} || plainto_tsquery('simple', %s) END"
    )
    return sql, [word, word, rules.latin(word) or word]


def _joined(parts: Iterable[SQL], sign: str) -> SQL:
    parts = list(parts)
    return (
        sign.join(f"({sql})" for sql, _values in parts),
        [value for _sql, values in parts for value in values],
    )


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:  # Any: database rows
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
