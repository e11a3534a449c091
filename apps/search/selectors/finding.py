"""The plan of a search: the words as they stand, then mended, then only some of them."""

from dataclasses import replace

import structlog

from apps.search import rules
from apps.search.engines import get_engine
from apps.search.engines.base import Match, SearchEngine
from apps.search.query import MAX_WORDS, Query, Result
from apps.search.selectors.meanings import synonyms

log = structlog.get_logger(__name__)


def find(*, query: Query) -> Result:
    """Hits of a query: 2 queries, at most 9 where no card has all of the words.

    The words as they stand, with their synonyms; then as the same keys write them in the other
    layout; then mended, since a shopper who misspells one word of three wants the three; then any
    of them. Nothing is guessed when the query asks for its exact words.
    """
    engine = get_engine()
    words = rules.words_of(query.text, most=MAX_WORDS)
    if query.text and not words:
        return Result()
    found = _search(engine, query, words, Match.ALL)
    if found.matched or not words:
        return found
    guess = words if query.is_exact else _guess(engine, query.text, words)
    corrected = " ".join(guess) if guess != words else ""
    if corrected:
        better = _search(engine, query, guess, Match.ALL)
        if better.matched:
            return replace(better, corrected=corrected)
    if len(words) > 1:
        loose = _search(engine, query, guess, Match.ANY)
        if loose.matched:
            return replace(loose, corrected=corrected, is_loose=True)
    # Figures are left out: they may be somebody's phone number.
    log.info("search.query.empty", words=[word for word in words if word.isalpha()])
    return found


def _search(engine: SearchEngine, query: Query, words: list[str], match: Match) -> Result:
    terms = rules.expand(words=words, synonyms=synonyms()) if words else []
    return engine.search(query=query, terms=terms, match=match)


def _guess(engine: SearchEngine, text: str, words: list[str]) -> list[str]:
    """What was most likely meant: the other layout's words where the index knows all of them, else
    each unknown word mended. 2 queries."""
    swapped = rules.words_of(rules.other_layout(text), most=MAX_WORDS)
    near = engine.neighbours(words={*words, *swapped})
    if swapped and not any(word in near for word in swapped):
        return swapped
    return rules.correct(words=words, neighbours=near)
