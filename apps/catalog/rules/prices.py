"""What may be called a reduction: a price is compared with the lowest of the 30 days before it.
Pure. Source: Directive 98/6/EC, article 6a."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

WINDOW = timedelta(days=30)
# After this long a price is simply the price, whatever it was before.
REDUCTION_LASTS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PriceStep:
    """A price and the moment from which it applied."""

    price: Decimal
    began_at: datetime


def lowest_before(*, earlier: Sequence[PriceStep], began_at: datetime) -> Decimal | None:
    """The lowest price that applied in the 30 days before `began_at`; None when none did. `earlier`
    is oldest first: each step ends where the next begins, the last one at `began_at`."""
    opens = began_at - WINDOW
    ends = [*(step.began_at for step in earlier[1:]), began_at]
    applied = [
        step.price
        for step, end in zip(earlier, ends, strict=False)
        if end > max(opens, step.began_at)
    ]
    return min(applied, default=None)


def struck_price(
    *, price: Decimal, low_price: Decimal | None, claim: Decimal | None
) -> Decimal | None:
    """The old price shown beside `price`: the lowest of the 30 days before it, when that was
    higher. What the seller says it cost before may lower it and never raise it, nor stand alone."""
    if low_price is None or low_price <= price:
        return None
    return low_price if claim is None or claim <= price else min(low_price, claim)
