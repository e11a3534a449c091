"""Who may do what in a shop, and what we keep of a sale. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

RIGHTS: dict[str, frozenset[str]] = {
    "owner": frozenset({"orders", "products", "finance", "settings", "team"}),
    "manager": frozenset({"orders", "products", "finance", "settings"}),
    "packer": frozenset({"orders"}),
}
# From state → those it may become.
MOVES: dict[str, frozenset[str]] = {
    "applied": frozenset({"approved", "rejected"}),
    "rejected": frozenset({"approved"}),
    "approved": frozenset({"suspended"}),
    "suspended": frozenset({"approved"}),
}


def commission_rate(
    *, rate: Decimal, by_category: Mapping[str, str], category_codes: Sequence[str]
) -> Decimal:
    """The share we keep: that of the nearest category with a rate of its own, else the plan's.
    `category_codes` goes from the card's own category up to its root."""
    for code in category_codes:
        if code in by_category:
            return Decimal(by_category[code])
    return rate
