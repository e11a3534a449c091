"""The catalogue's domain, pure."""

from apps.catalog.rules.featured import OfferFacts, discount_percent, featured
from apps.catalog.rules.stock import Allocation, Shelf, StockLine, allocate

__all__ = [
    "Allocation",
    "OfferFacts",
    "Shelf",
    "StockLine",
    "allocate",
    "discount_percent",
    "featured",
]
