"""Which of several sellers' offers a card shows first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What the choice looks at. `delivery_fee`, `delivery_days` are to the market's default city;
    `seller_rating` is None for a shop nobody has rated."""

    offer_id: UUID
    price: Decimal
    delivery_fee: Decimal
    delivery_days: int
    handling_days: int
    seller_rating: Decimal | None
    free: int


UNRATED = Decimal(4)


def featured(offers: Iterable[OfferFacts]) -> OfferFacts | None:
    """The offer shown first: one with a free piece, then the lowest landed price, then the fastest,
    then the better shop; the oldest offer wins a tie, so that the choice never flickers."""
    return min(offers, key=_rank, default=None)


def _rank(offer: OfferFacts) -> tuple[bool, Decimal, int, Decimal, UUID]:
    rating = UNRATED if offer.seller_rating is None else offer.seller_rating
    return (
        offer.free <= 0,
        offer.price + offer.delivery_fee,
        offer.handling_days + offer.delivery_days,
        -rating,
        offer.offer_id,
    )


def discount_percent(*, price: Decimal, old_price: Decimal | None) -> int:
    """How much less than before, in whole per cent rounded down; 0 without an old price."""
    if old_price is None or old_price <= price:
        return 0
    return int((old_price - price) * 100 / old_price)
