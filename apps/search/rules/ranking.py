"""What a hit is worth besides its words. All weights of the ranking stand here; the engines take
them from here, those that rank in their own language too."""

import math
from typing import NamedTuple

# What a word is worth where it stands, as a weight of its score there.
PLACES = {"title": 4.0, "latin": 4.0, "codes": 4.0, "brand": 2.5, "about": 1.0, "description": 0.3}
# Of a word's places the best counts whole, the others this much.
ELSEWHERE = 0.2
# What people buy: 1 000 sold make a hit worth twice as much.
POPULARITY = 0.145
# What people think of it: five stars of many lift it by this share, one star lowers it by as much
# per star. Few ratings say little: a card counts as if TRIED more had rated it TYPICAL.
RATING = 0.15
TYPICAL, TRIED = 4.2, 10
# A new card is lifted by this share, half as much after so many days.
FRESHNESS, HALF_LIFE_DAYS = 0.15, 45


class Facts(NamedTuple):
    """What a card's worth is made of: pieces sold, mean stars (None for none), how many gave them,
    how long ago it was published."""

    sold_count: int
    rating: float | None
    rating_count: int
    age_days: float


def worth(*, words: float, facts: Facts) -> float:
    """A hit's place: the score of its words, lifted by what people buy and think, and by being new.
    Whether it can be bought goes before all of it, and isn't part of it.

    Stars are weighed as a Bayesian mean (the mean of what was given and of TRIED typical ones).
    """
    popular = 1 + POPULARITY * math.log1p(facts.sold_count)
    stars = TYPICAL if facts.rating is None else facts.rating
    mean = (TYPICAL * TRIED + stars * facts.rating_count) / (TRIED + facts.rating_count)
    liked = 1 + RATING * (mean - TYPICAL)
    new = 1 + FRESHNESS * 0.5 ** (max(facts.age_days, 0.0) / HALF_LIFE_DAYS)
    return words * popular * liked * new
