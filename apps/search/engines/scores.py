"""The best hits by their words, ordered again by what people buy and think: one way for every
engine that scores words itself."""

import time
from collections.abc import Sequence
from typing import TypeVar

from apps.search.query import PAGE_SIZES
from apps.search.rules.ranking import Facts, worth

Hit = TypeVar("Hit")

# Pages past these stay in the order of their words; no page of any size has both kinds.
RERANKED = 3 * max(PAGE_SIZES)
# Like a card are those with some of its rarest words; this many of the best are ordered again.
# A word that more cards than this have says little of one, and is dear to look through.
LIKE_WORDS, LIKE_COMMON, LIKE_RERANKED = 12, 50_000, 50
# Above any score of words, so that what has all of them comes first, then what can be bought.
WHOLE_FIRST, BUYABLE_FIRST = 100_000.0, 10_000.0
# What a hit's worth is made of, as an index holds it.
FACTS = ("sold", "rating", "ratings", "published")
DAY_S = 86_400


def reranked(
    hits: Sequence[tuple[float, Hit]], *, facts: Sequence[Sequence[int | None]]
) -> list[Hit]:
    """The hits, given with their scores, by their worth, what has all of the words and what can be
    bought first. `facts` are the FACTS of each."""
    now = time.time()

    def place_of(place: int) -> tuple[bool, bool, float]:
        score = hits[place][0]
        is_whole = score >= WHOLE_FIRST
        score -= WHOLE_FIRST if is_whole else 0
        is_buyable = score >= BUYABLE_FIRST
        words = score - BUYABLE_FIRST if is_buyable else score
        return is_whole, is_buyable, worth(words=words, facts=_facts(facts[place], now))

    order = sorted(range(len(hits)), key=place_of, reverse=True)
    return [hits[place][1] for place in order]


def _facts(row: Sequence[int | None], now: float) -> Facts:
    sold, stars, ratings, published = row
    return Facts(
        sold_count=sold or 0,
        rating=stars / 100 if stars else None,
        rating_count=ratings or 0,
        age_days=(now - (published or 0)) / DAY_S,
    )
