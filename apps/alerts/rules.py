"""When an alert's moment has come. Pure."""

from datetime import timedelta
from decimal import Decimal

MAX_OPEN = 100
# A link nobody followed, and an alert that has done its work, are forgotten after so long.
UNCONFIRMED_FOR = timedelta(days=2)
TOLD_FOR = timedelta(days=30)
WAITS_FOR = timedelta(days=365)


def is_due(*, asked_price: Decimal | None, best_price: Decimal | None) -> bool:
    """`best_price` is the lowest at which a piece can be had now, None when there is none;
    `asked_price` what it cost when its lower price was asked for, None for a piece at any price."""
    if best_price is None:
        return False
    return asked_price is None or best_price < asked_price
