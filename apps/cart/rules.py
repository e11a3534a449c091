"""What a cart may hold, and what a shopper must be told about a line. Pure."""

from decimal import Decimal
from typing import Literal

MAX_QUANTITY = 999
MAX_LINES = 100
MAX_FAVOURITES = 500
MAX_LISTS = 20
# Of one category, and of all together.
MAX_COMPARED = 4
MAX_COMPARED_OF_ALL = 40

Problem = Literal["", "gone", "sold_out", "too_many", "price_up", "price_down"]
# What keeps a line from being bought; the others are only told.
STOPPERS = frozenset({"gone", "sold_out", "too_many"})


def problem_of(
    *, is_listed: bool, free: int, quantity: int, price: Decimal, seen_price: Decimal
) -> Problem:
    """The one thing worth telling about a line, the gravest first."""
    if not is_listed:
        return "gone"
    if free == 0:
        return "sold_out"
    if quantity > free:
        return "too_many"
    if price > seen_price:
        return "price_up"
    if price < seen_price:
        return "price_down"
    return ""
