"""The plan of a search: the words as they stand, then mended, then only some of them."""

from dataclasses import replace

import structlog

from apps.search import rules
from apps.search.engines import get_engine
from apps.search.engines.base import Match
from apps.search.query import MAX_WORDS, Query, Result

log = structlog.get_logger(__name__)


def find(*, query: Query) -> Result:
    """Hits of a query: 2 queries, at most 7 where no card has all of the words.

    A mistyped word is mended before any word is given up: a shopper who misspells one word of
    three wants the three. Nothing is mended when the query asks for its exact words.
    """
    engine = get_engine()
    words = rules.words_of(query.text, most=MAX_WORDS)
    if query.text and not words:
        return Result()
    found = engine.search(query=query, words=words, match=Match.ALL)
    if found.matched or not words:
        return found
    mended = words
    if not query.is_exact:
        mended = rules.correct(words=words, neighbours=engine.neighbours(words=words))
    corrected = " ".join(mended) if mended != words else ""
    if corrected:
        better = engine.search(query=query, words=mended, match=Match.ALL)
        if better.matched:
            return replace(better, corrected=corrected)
    if len(words) > 1:
        loose = engine.search(query=query, words=mended, match=Match.ANY)
        if loose.matched:
            return replace(loose, corrected=corrected, is_loose=True)
    # Figures are left out: they may be somebody's phone number.
    log.info("search.query.empty", words=[word for word in words if word.isalpha()])
    return found
