"""What is told elsewhere of a variant on sale. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A variant with the offer shown first of it; addresses are paths of this site, or whole ones
    where pictures lie elsewhere. `old_price` and `delivery_fee` may be unknown."""

    variant_id: UUID
    card_code: str
    is_one_of_many: bool
    title: str
    options_text: str
    description: str
    url: str
    images: list[str]
    price: Decimal
    old_price: Decimal | None
    is_in_stock: bool
    brand: str
    barcode: str
    colour: str
    size: str
    categories: list[str]
    weight_g: int
    delivery_fee: Decimal | None
