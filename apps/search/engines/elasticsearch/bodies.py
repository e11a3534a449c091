"""A query in Elasticsearch's words, as plain dictionaries that OpenSearch reads as well.

Source of the language: elastic.co/docs/reference/query-languages/query-dsl.
"""

from collections.abc import Sequence
from typing import Any

from apps.search import rules
from apps.search.engines.base import Match
from apps.search.engines.figures import FIGURES, own_figures
from apps.search.engines.scores import (
    BUYABLE_FIRST,
    FACTS,
    LIKE_COMMON,
    LIKE_RERANKED,
    LIKE_WORDS,
    RERANKED,
    WHOLE_FIRST,
)
from apps.search.query import Query, Sort
from apps.search.rules.ranking import ELSEWHERE, PLACES

# Any: the cluster's own language.
Body = dict[str, Any]

EVERYTHING: Body = {"match_all": {}}
BUYABLE: Body = {"term": {"in_stock": 1}}
BUT = "but_"
_IN_STOCK_FIRST: Body = {"in_stock": "desc"}
_POPULAR: list[Body] = [_IN_STOCK_FIRST, {"sold": "desc"}, {"product_id": "desc"}]
ORDERS: dict[Sort, list[Body]] = {
    Sort.POPULAR: _POPULAR,
    Sort.RATING: [
        _IN_STOCK_FIRST,
        {"rating": {"order": "desc", "missing": "_last"}},
        {"sold": "desc"},
        {"product_id": "desc"},
    ],
    Sort.CHEAPEST: [_IN_STOCK_FIRST, {"price": "asc"}, {"product_id": "asc"}],
    Sort.DEAREST: [_IN_STOCK_FIRST, {"price": "desc"}, {"product_id": "desc"}],
    Sort.NEWEST: [_IN_STOCK_FIRST, {"published": "desc"}, {"product_id": "desc"}],
}
BY_WORDS: list[Body] = [{"_score": "desc"}, {"product_id": "desc"}]


def is_by_words(query: Query, terms: Sequence[rules.Term]) -> bool:
    """Whether the page is ordered by the score of its words."""
    return _whole(query, terms) is not None


def search_body(*, query: Query, terms: Sequence[rules.Term], match: Match, page: int) -> Body:
    """A page of hits and every figure beside it, in one request. By words, a page within the first
    RERANKED asks for all of those, to be ordered again."""
    asked, filters = said(terms, match), filters_of(query)
    must = [_constant(each) for each in _place(query)] + ([asked] if asked else [])
    should = []
    size, order = query.size, ORDERS.get(query.sort, _POPULAR)
    skipped = (page - 1) * size
    if (whole := _whole(query, terms)) is not None:
        # Where every hit has all of the words none of them comes first for it.
        should = [] if match == Match.ALL else [_constant(whole, WHOLE_FIRST)]
        should.append(_constant(BUYABLE, BUYABLE_FIRST))
        order = BY_WORDS
        if skipped < RERANKED:
            skipped, size = 0, RERANKED
    narrowed = {group: {"bool": {"filter": _but(filters, group)}} for group in filters}
    return {
        "query": {"bool": {"must": must or [EVERYTHING], "should": should}},
        "post_filter": {"bool": {"filter": list(filters.values())}},
        "aggs": {
            "matched": {"filter": EVERYTHING},
            "narrowed": {"filter": {"bool": {"filter": list(filters.values())}}, "aggs": FIGURES},
            **{
                f"{BUT}{group}": {"filter": others, "aggs": own_figures(group)}
                for group, others in narrowed.items()
            },
        },
        "sort": order,
        "from": skipped,
        "size": size,
        "docvalue_fields": list(FACTS),
        "_source": False,
        "track_total_hits": False,
    }


def suggest_body(*, words: Sequence[str], limit: int) -> Body:
    """Cards in stock with the first words whole and a word that begins with the last one."""
    # Not by a completion field: over 60,000 cards it took two thirds of the time (6 ms), but four
    # fifths of the room and of the time of writing of all else, and words must stand together.
    start, spelled = words[-1], rules.latin(words[-1]) or words[-1]
    ways: list[Body] = [{"prefix": {"title": start}}, {"prefix": {"latin": spelled}}]
    if (whole := _word(start)) is not None:
        ways.append(whole)
    before = [each for word in words[:-1] if (each := _word(word)) is not None]
    return {
        "query": {"bool": {"filter": [BUYABLE, {"bool": {"should": ways}}, *before]}},
        "sort": _POPULAR,
        "size": limit,
        "_source": False,
        "track_total_hits": False,
    }


def similar_body(product_id: str) -> Body:
    """Other cards in stock with some of this one's rarest words; it must be in the index."""
    like: Body = {
        "fields": ["title", "about"],
        "like": [{"_id": product_id}],
        "min_term_freq": 1,
        "min_doc_freq": 2,
        "max_doc_freq": LIKE_COMMON,
        "max_query_terms": LIKE_WORDS,
        "minimum_should_match": "1",
    }
    return {
        "query": {"bool": {"must": [{"more_like_this": like}], "filter": [BUYABLE]}},
        "size": LIKE_RERANKED,
        "docvalue_fields": list(FACTS),
        "_source": False,
        "track_total_hits": False,
    }


def ids_body(ids: Sequence[str]) -> Body:
    """Those of these cards that are in the index, with their digests."""
    return {
        "query": {"ids": {"values": list(ids)}},
        "docvalue_fields": ["digest"],
        "size": len(ids),
        "_source": False,
        "track_total_hits": False,
    }


def after_body(last: str, *, size: int) -> Body:
    """The next cards by id (`search_after`), from the first for an empty `last`."""
    return {
        "query": EVERYTHING,
        "sort": [{"product_id": "asc"}],
        "size": size,
        "_source": False,
        "track_total_hits": False,
        **({"search_after": [last]} if last else {}),
    }


def said(terms: Sequence[rules.Term], match: Match) -> Body | None:
    """Cards with all, most or any of the terms, each in any of its ways; None when no word says
    anything."""
    asked = [each for term in terms if (each := _term(term)) is not None]
    if not asked:
        return None
    if match == Match.ALL:
        return {"bool": {"must": asked}}
    least = max(len(asked) - 1, 1) if match == Match.MOST else 1
    return {"bool": {"should": asked, "minimum_should_match": least}}


def filters_of(query: Query) -> dict[str, Body]:
    """The filters by the group whose counts they leave alone."""
    filters: dict[str, Body] = {}
    if query.price_from is not None or query.price_to is not None:
        ends = {"gte": query.price_from, "lte": query.price_to}
        cents = {name: int(end * 100) for name, end in ends.items() if end is not None}
        filters["price"] = {"range": {"price": cents}}
    if query.rating is not None:
        filters["rating"] = {"range": {"rating": {"gte": int(query.rating * 100)}}}
    if query.days is not None:
        filters["days"] = {"range": {"promise": {"lte": query.days}}}
    if query.in_stock:
        filters["stock"] = BUYABLE
    if query.discounted:
        filters["sale"] = {"range": {"discount": {"gte": 1}}}
    chosen = rules.chosen_tokens(
        brands=query.brands, sellers=query.sellers, attributes=query.attributes
    )
    return filters | {group: {"terms": {"tokens": tokens}} for group, tokens in chosen.items()}


def _whole(query: Query, terms: Sequence[rules.Term]) -> Body | None:
    """What a card with all of the words fits; None when the words don't decide the order."""
    return said(terms, Match.ALL) if query.sort == Sort.RELEVANCE else None


def _place(query: Query) -> list[Body]:
    """What every hit must fit, words and filters apart: category and shop."""
    chosen = (("category", query.category), ("seller", query.shop))
    return [
        {"term": {"tokens": rules.token(group=group, value=value)}}
        for group, value in chosen
        if value
    ]


def _but(filters: dict[str, Body], group: str) -> list[Body]:
    return [each for name, each in filters.items() if name != group]


def _constant(asked: Body, boost: float = 0.0) -> Body:
    return {"constant_score": {"filter": asked, "boost": boost}}


def _term(term: rules.Term) -> Body | None:
    ways = []
    for way in term:
        words = [each for word in way if (each := _word(word)) is not None]
        if words:
            ways.append({"bool": {"must": words}})
    return {"dis_max": {"queries": ways}} if ways else None


def _word(word: str) -> Body | None:
    if word in rules.STOPS:
        return None
    stem, spelled = rules.stem(word), rules.latin(word) or word
    forms = {"latin": spelled, "codes": word}
    return {
        "dis_max": {
            "queries": [
                {"term": {place: {"value": forms.get(place, stem), "boost": boost}}}
                for place, boost in PLACES.items()
            ],
            "tie_breaker": ELSEWHERE,
        }
    }
