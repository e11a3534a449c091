"""Which variants of two cards are the same thing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """A variant by what it is known by; either may be empty."""

    variant_id: UUID
    options_key: str
    barcode: str


def twins(
    *, staying: Iterable[VariantFacts], going: Iterable[VariantFacts]
) -> dict[UUID, UUID | None]:
    """For each variant of a card that goes the one of the card that stays which it is: by barcode,
    else by the same options; None where there is no such one."""
    there = list(staying)
    by_key = {each.options_key: each.variant_id for each in there}
    by_barcode = {each.barcode: each.variant_id for each in there if each.barcode}
    return {
        each.variant_id: by_barcode.get(each.barcode) or by_key.get(each.options_key)
        for each in going
    }
