"""The plan of a search: the words as they stand, then mended, then only some of them."""

from dataclasses import replace

import structlog

from apps.search import rules
from apps.search.engines import get_engine
from apps.search.engines.base import Match, SearchEngine
from apps.search.query import MAX_WORDS, PAGE_SIZE, Query, Result, Sort
from apps.search.selectors.meanings import synonyms

log = structlog.get_logger(__name__)

# Fewer hits than this with all of the words don't make a page to choose from.
FEW = PAGE_SIZE // 2


def find(*, query: Query) -> Result:
    """Hits of a query: 2 queries, at most 9 where few cards or none have all of the words.

    The words as they stand, with their synonyms, and where those are few, cards that lack one of
    them behind; then as the same keys write them in the other layout; then mended, since a shopper
    who misspells one word of three wants the three; then any of them. Nothing is guessed when the
    query asks for its exact words.
    """
    engine = get_engine()
    words = rules.words_of(query.text, most=MAX_WORDS)
    if query.text and not words:
        return Result()
    found = _search(engine, query, words, Match.ALL)
    if found.matched or not words:
        return _filled(engine, query, words, found)
    guess = words if query.is_exact else _guess(engine, query.text, words)
    corrected = " ".join(guess) if guess != words else ""
    if corrected:
        better = _search(engine, query, guess, Match.ALL)
        if better.matched:
            return replace(_filled(engine, query, guess, better), corrected=corrected)
    if len(words) > 1:
        loose = _search(engine, query, guess, Match.ANY)
        if loose.matched:
            return replace(loose, corrected=corrected, is_loose=True)
    # Figures are left out: they may be somebody's phone number.
    log.info("search.query.empty", words=[word for word in words if word.isalpha()])
    return found


def _filled(engine: SearchEngine, query: Query, words: list[str], found: Result) -> Result:
    """The hits with all of the words; where they are few, those that lack one follow. An order of
    the shopper's own would mix them, so it gets none of these."""
    is_enough = found.matched >= FEW or len(words) < 2 or query.is_exact
    if not found.matched or is_enough or query.sort != Sort.RELEVANCE:
        return found
    filled = _search(engine, query, words, Match.MOST)
    return replace(filled, whole=found.total) if filled.total > found.total else found


def _search(engine: SearchEngine, query: Query, words: list[str], match: Match) -> Result:
    terms = rules.expand(words=words, synonyms=synonyms()) if words else []
    return engine.search(query=query, terms=terms, match=match)


def _guess(engine: SearchEngine, text: str, words: list[str]) -> list[str]:
    """What was most likely meant: the other layout's words where the index or the synonyms know all
    of them, else each unknown word mended. 2 queries."""
    swapped = rules.words_of(rules.other_layout(text), most=MAX_WORDS)
    named = {word for phrase in synonyms() for word in phrase}
    asked = {word for word in (*words, *swapped) if rules.stem(word) not in named}
    near = engine.neighbours(words=asked)
    if swapped and not any(word in near for word in swapped):
        return swapped
    return rules.correct(words=words, neighbours=near)
