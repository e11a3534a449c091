"""From which warehouses a wish is met. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StockLine:
    """So many pieces of an offer, wherever they lie."""

    offer_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """So many pieces of an offer in one warehouse."""

    offer_id: UUID
    warehouse_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One stock row: `free` pieces of an offer in a warehouse."""

    stock_id: int
    offer_id: UUID
    warehouse_id: int
    free: int


def allocate(*, quantity: int, shelves: Iterable[Shelf]) -> list[tuple[Shelf, int]]:
    """Take `quantity` pieces from the fullest shelves first, so that few parcels are needed; what
    the shelves hold too little of is left out, the caller sees it from the sum."""
    taken: list[tuple[Shelf, int]] = []
    for shelf in sorted(shelves, key=lambda shelf: (-shelf.free, shelf.stock_id)):
        pieces = min(quantity, shelf.free)
        if pieces > 0:
            taken.append((shelf, pieces))
            quantity -= pieces
    return taken
