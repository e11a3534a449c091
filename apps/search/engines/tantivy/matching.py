"""A query in Tantivy's words: which words, which filters."""

from collections.abc import Iterable, Sequence
from functools import cache

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as Clause

from apps.search import rules
from apps.search.engines.base import Match
from apps.search.engines.tantivy import index
from apps.search.query import Query
from apps.search.rules.ranking import ELSEWHERE, PLACES


@cache
def schema() -> tantivy.Schema:
    """The index's schema, made once."""
    return index.schema()


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """What makes stems of words, as the index does."""
    return index.stems()


def everything() -> Clause:
    """A query that every card fits."""
    return Clause.all_query()


def both(*queries: Clause) -> Clause:
    """Cards that fit each of these."""
    return Clause.boolean_query([(Occur.Must, query) for query in queries])


def place_of(query: Query) -> list[Clause]:
    """What every hit must fit, words and filters apart: category and shop."""
    chosen = (("category", query.category), ("seller", query.shop))
    return [_token(rules.token(group=group, value=value)) for group, value in chosen if value]


def terms_query(terms: Sequence[rules.Term], match: Match) -> Clause | None:
    """Cards with all, most or any of the terms, each in any of its ways; None when no word says
    anything."""
    asked = [each for term in terms if (each := _term(term)) is not None]
    if not asked:
        return None
    if match == Match.ALL:
        return both(*asked)
    least = max(len(asked) - 1, 1) if match == Match.MOST else 1
    some: list[tuple[Occur, Clause]] = [(Occur.Should, each) for each in asked]
    return Clause.boolean_query(some, minimum_number_should_match=least)


def words_query(words: Sequence[str]) -> Clause | None:
    """Cards with all of the words, as they stand; None when none says anything."""
    asked = [each for word in words if (each := _word(word)) is not None]
    return both(*asked) if asked else None


def filters_of(query: Query) -> dict[str, Clause]:
    """The filters by the group whose counts they leave alone."""
    filters: dict[str, Clause] = {}
    if query.price_from is not None or query.price_to is not None:
        low, high = query.price_from, query.price_to
        filters["price"] = _between(
            "price",
            int(low * 100) if low is not None else 0,
            int(high * 100) if high is not None else index.MOST,
        )
    if query.rating is not None:
        filters["rating"] = _between("rating", int(query.rating * 100), 500)
    if query.days is not None:
        filters["days"] = _between("promise", 0, query.days)
    if query.in_stock:
        filters["stock"] = buyable()
    if query.discounted:
        filters["sale"] = _between("discount", 1, 100)
    chosen = rules.chosen_tokens(
        brands=query.brands, sellers=query.sellers, attributes=query.attributes
    )
    for group, tokens in chosen.items():
        filters[group] = Clause.term_set_query(schema(), "tokens", tokens)
    return filters


def buyable() -> Clause:
    """Cards with a free piece."""
    return Clause.term_query(schema(), "in_stock", 1)


def starting_with(searcher: tantivy.Searcher, word: str, *, most: int) -> Clause:
    """Cards with a title's word that begins so, by its commonest `most` continuations."""
    found: list[tuple[Occur, Clause]] = []
    for field, start in (("title", word), ("latin", rules.latin(word) or word)):
        terms = [text for text, _count in searcher.terms_with_prefix(field, start, limit=most)]
        if terms:
            found.append((Occur.Should, Clause.term_set_query(schema(), field, terms)))
    whole = _word(word)
    if whole is not None:
        found.append((Occur.Should, whole))
    return Clause.boolean_query(found) if found else Clause.empty_query()


def one_of(ids: Iterable[str]) -> Clause:
    """Exactly these cards."""
    return Clause.term_set_query(schema(), "id", list(ids))


def _term(term: rules.Term) -> Clause | None:
    ways = [each for way in term if (each := words_query(way)) is not None]
    return Clause.disjunction_max_query(ways) if ways else None


def _word(word: str) -> Clause | None:
    stemmed = analyzer().analyze(word)
    if not stemmed:
        return None
    spelled = rules.latin(word) or word
    places = [
        *((name, stemmed[0]) for name in ("title", "brand", "about", "description")),
        ("latin", spelled),
        ("codes", word),
    ]
    return Clause.disjunction_max_query(
        [
            Clause.boost_query(Clause.term_query(schema(), name, text, "freq"), PLACES[name])
            for name, text in places
        ],
        ELSEWHERE,
    )


def _token(token: str) -> Clause:
    return Clause.term_query(schema(), "tokens", token, "basic")


def _between(name: str, low: int, high: int) -> Clause:
    return Clause.range_query(schema(), name, FieldType.Integer, low, high)
