"""The domain of orders, pure: who may move a part where, what it costs, who gets what of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from apps.core.money import round_money

# from → {to: the roles that may}. `system` acts on facts: a payment came, a parcel was delivered.
MOVES: dict[str, dict[str, frozenset[str]]] = {
    "created": {
        "paid": frozenset({"system"}),
        "cancelled": frozenset({"shopper", "staff", "system"}),
    },
    "paid": {
        "accepted": frozenset({"seller", "staff"}),
        "cancelled": frozenset({"shopper", "seller", "staff", "system"}),
    },
    "accepted": {
        "packed": frozenset({"seller", "staff"}),
        "cancelled": frozenset({"seller", "staff"}),
    },
    "packed": {
        "shipped": frozenset({"seller", "staff", "system"}),
        "cancelled": frozenset({"seller", "staff"}),
    },
    "shipped": {"delivered": frozenset({"system", "staff"})},
    "delivered": {"completed": frozenset({"system"})},
    "completed": {},
    "cancelled": {},
}
# How far along each state is; an order is as far as its slowest living part.
PROGRESS = ("created", "paid", "accepted", "packed", "shipped", "delivered", "completed")


def may_move(*, start: str, end: str, role: str) -> bool:
    """Whether that role may move a seller's part from one state to the other."""
    return role in MOVES[start].get(end, frozenset())


def order_state(*, parts: Collection[str]) -> str:
    """An order's own state: that of its slowest part which isn't cancelled."""
    living = [part for part in parts if part != "cancelled"]
    return min(living, key=PROGRESS.index) if living else "cancelled"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line to be priced: `price` and `vat_rate` include and state the VAT of one piece."""

    offer_id: UUID
    seller_id: UUID
    quantity: int
    price: Decimal
    vat_rate: Decimal
    commission_rate: Decimal
    weight_g: int
    volume_cm3: int


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its sum and what of it is our commission."""

    facts: LineFacts
    total: Decimal
    commission: Decimal


@dataclass(frozen=True, slots=True)
class PricedPart:
    """One seller's part: goods and delivery are what the shopper pays, the commission and the VAT
    on it are what we keep of the goods."""

    seller_id: UUID
    lines: tuple[PricedLine, ...]
    goods: Decimal
    delivery: Decimal
    commission: Decimal
    commission_vat: Decimal


@dataclass(frozen=True, slots=True)
class PricedOrder:
    """A whole checkout; `total` is `goods` and `delivery`."""

    parts: tuple[PricedPart, ...]
    goods: Decimal
    delivery: Decimal
    total: Decimal


def goods_by_seller(*, lines: Sequence[LineFacts]) -> dict[UUID, Decimal]:
    """What each seller's goods cost, in the order sellers first appear."""
    sums: dict[UUID, Decimal] = {}
    for line in lines:
        sums[line.seller_id] = sums.get(line.seller_id, Decimal(0)) + line.price * line.quantity
    return sums


def price_checkout(
    *,
    lines: Sequence[LineFacts],
    delivery: dict[UUID, Decimal],
    commission_vat_rate: Decimal,
    currency: str,
) -> PricedOrder:
    """Price a checkout: each seller's goods, its delivery fee, our commission and the VAT on it.

    All sums are in `currency`; commission is rounded half up per line, its VAT per part, so that
    what a document shows is what the ledger holds. Raises ValueError for no lines, a quantity below
    one, or a commission with VAT above the goods. Source: R5.2.
    """
    if not lines or any(line.quantity < 1 for line in lines):
        raise ValueError("a checkout has lines of at least one piece")
    parts = []
    for seller_id, goods in goods_by_seller(lines=lines).items():
        priced = tuple(
            _price_line(line, currency=currency) for line in lines if line.seller_id == seller_id
        )
        commission = sum((line.commission for line in priced), Decimal(0))
        vat = round_money(commission * commission_vat_rate, currency=currency)
        if commission + vat > goods:
            raise ValueError("the commission is more than the goods")
        parts.append(PricedPart(seller_id, priced, goods, delivery[seller_id], commission, vat))
    goods = sum((part.goods for part in parts), Decimal(0))
    fees = sum((part.delivery for part in parts), Decimal(0))
    return PricedOrder(tuple(parts), goods, fees, goods + fees)


def _price_line(line: LineFacts, *, currency: str) -> PricedLine:
    total = line.price * line.quantity
    return PricedLine(line, total, round_money(total * line.commission_rate, currency=currency))


@dataclass(frozen=True, slots=True)
class Share:
    """Who gets how much of a paid part; the shares of a part sum to what was paid for it."""

    kind: str
    owner: str
    amount: Decimal


def shares_of(
    *,
    seller_id: UUID,
    goods: Decimal,
    delivery: Decimal,
    commission: Decimal,
    commission_vat: Decimal,
) -> list[Share]:
    """How a part's money is divided once it is paid: the seller's (pending), our commission, the
    VAT on it, delivery. Shares of nothing are left out."""
    shares = [
        Share("seller_pending", str(seller_id), goods - commission - commission_vat),
        Share("commission", "", commission),
        Share("commission_vat", "", commission_vat),
        Share("delivery", "", delivery),
    ]
    return [share for share in shares if share.amount]


def ship_by(*, paid_at: datetime, handling_days: int) -> datetime:
    """Until when a part should be with the carrier: so many whole days after payment."""
    return paid_at + timedelta(days=max(1, handling_days))
