"""Money's arithmetic and state tables, pure: legs of a movement, tries to pay, refunds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

CENT = Decimal("0.01")
# The states an attempt may take from each; an outcome that isn't listed is late and changes
# nothing. A capture is believed whatever was said before: the money is there.
ATTEMPT_MOVES: dict[str, frozenset[str]] = {
    "started": frozenset({"pending", "succeeded", "declined", "cancelled", "unknown"}),
    "pending": frozenset({"succeeded", "declined", "cancelled", "unknown"}),
    "unknown": frozenset({"succeeded", "declined", "cancelled"}),
    "declined": frozenset({"succeeded", "unknown"}),
    "cancelled": frozenset({"succeeded", "unknown"}),
    "succeeded": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of a movement: `amount` is added to the account of that kind and owner.

    Signs: what we owe somebody or have earned is positive, what lies at a provider is negative.
    """

    kind: str
    owner: str
    amount: Decimal


def movement(legs: Iterable[Leg]) -> list[Leg]:
    """The legs of one movement, one an account, those of nothing left out.

    Raises ValueError when they don't sum to zero, when nothing moves, or when an amount is finer
    than a hundredth (the database would round it and the sum would no longer be zero).
    """
    sums: dict[tuple[str, str], Decimal] = {}
    for leg in legs:
        if leg.amount != leg.amount.quantize(CENT):
            raise ValueError("an amount is finer than a hundredth")
        account = (leg.kind, leg.owner)
        sums[account] = sums.get(account, Decimal(0)) + leg.amount
    moved = [Leg(kind, owner, amount) for (kind, owner), amount in sums.items() if amount]
    if not moved:
        raise ValueError("a movement moves something")
    if sum((leg.amount for leg in moved), Decimal(0)) != 0:
        raise ValueError("the legs of a movement sum to zero")
    return moved


def may_move(*, start: str, end: str) -> bool:
    """Whether a try to pay may go from one state to another."""
    return end in ATTEMPT_MOVES[start]


def is_payable(*, state: str, expires_at: datetime, now: datetime) -> bool:
    """Whether a payment still takes a new try: open, and its time (exclusive) has not run out."""
    return state == "open" and now < expires_at


def refundable(*, amount: Decimal, refunded: Decimal) -> Decimal:
    """What of a paid sum may still be sent back."""
    return amount - refunded
