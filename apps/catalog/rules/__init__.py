"""The catalogue's domain, pure."""

from apps.catalog.rules.featured import OfferFacts, discount_percent, featured
from apps.catalog.rules.options import COLOUR, axes_in_order
from apps.catalog.rules.prices import struck_price
from apps.catalog.rules.stock import Allocation, Shelf, StockLine, allocate

__all__ = [
    "COLOUR",
    "Allocation",
    "OfferFacts",
    "Shelf",
    "StockLine",
    "allocate",
    "axes_in_order",
    "discount_percent",
    "featured",
    "struck_price",
]
