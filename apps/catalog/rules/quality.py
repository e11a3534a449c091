"""How well a card is written, by what shoppers need to decide. Pure."""

from dataclasses import dataclass
from enum import StrEnum

TITLE = 25  # signs; what it is, of what kind, for whom
DESCRIPTION = 300
PHOTOS = 3
FILLED = 0.7  # of the properties its category knows


class Lack(StrEnum):
    """What would make a card better."""

    TITLE = "title"
    DESCRIPTION = "description"
    PHOTOS = "photos"
    PROPERTIES = "properties"
    BARCODE = "barcode"
    PARCEL = "parcel"


# Points of a hundred: what sells most first.
POINTS = {
    Lack.PHOTOS: 30,
    Lack.DESCRIPTION: 20,
    Lack.PROPERTIES: 20,
    Lack.TITLE: 10,
    Lack.PARCEL: 10,
    Lack.BARCODE: 10,
}


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card says: lengths in signs of its longest title and description, photos, how many of
    its category's properties are filled, whether each variant has a barcode and the parcel a weight
    and sides."""

    title: int
    description: int
    photos: int
    filled: int
    known: int
    has_barcodes: bool
    has_parcel: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """0 to 100, and what it lacks, the most rewarding first."""

    points: int
    lacks: list[Lack]


def quality_of(card: CardFacts) -> Quality:
    """Each thing gives its points as far as it is there: two of three photos two thirds of them."""
    there = {
        Lack.PHOTOS: card.photos / PHOTOS,
        Lack.DESCRIPTION: card.description / DESCRIPTION,
        Lack.PROPERTIES: card.filled / (card.known * FILLED) if card.known else 1,
        Lack.TITLE: card.title / TITLE,
        Lack.PARCEL: float(card.has_parcel),
        Lack.BARCODE: float(card.has_barcodes),
    }
    points = sum(POINTS[lack] * min(share, 1) for lack, share in there.items())
    return Quality(int(points), [lack for lack in POINTS if there[lack] < 1])
