"""One rule for many prices or stocks. Pure."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

UNDONE_WITHIN = timedelta(days=1)


class Rule(StrEnum):
    """What is done to each offer."""

    PRICE_SET = "price_set"
    PRICE_PERCENT = "price_percent"
    PRICE_ADD = "price_add"
    FREE_SET = "free_set"
    FREE_ADD = "free_add"

    @property
    def is_of_price(self) -> bool:
        return self.value.startswith("price")


def price_by(rule: Rule, *, price: Decimal, amount: Decimal, step: Decimal) -> Decimal:
    """A price by a rule, rounded half up to whole `step`s; perhaps zero or less.
    Raises ValueError for a rule of pieces."""
    if rule == Rule.PRICE_SET:
        return amount
    if rule == Rule.PRICE_PERCENT:
        moved = price * (100 + amount) / 100
    elif rule == Rule.PRICE_ADD:
        moved = price + amount
    else:
        raise ValueError(rule)
    return (moved / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
