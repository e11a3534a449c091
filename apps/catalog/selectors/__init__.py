"""What pages and higher apps read of the catalogue, by subject."""

from apps.catalog.selectors.lines import OfferLine, offer_lines
from apps.catalog.selectors.pages import ProductPage, product_by_code, product_page
from apps.catalog.selectors.sellers import (
    OfferRow,
    low_stock,
    offer_rows,
    own_product,
    waiting_count,
)
from apps.catalog.selectors.tiles import Card, cards, product_url
from apps.catalog.selectors.tree import (
    AttributeView,
    CategoryNode,
    attributes_of,
    category_by_code,
    category_choices,
    category_tree,
    forget_tree,
    node_of,
)

__all__ = [
    "AttributeView",
    "Card",
    "CategoryNode",
    "OfferLine",
    "OfferRow",
    "ProductPage",
    "attributes_of",
    "cards",
    "category_by_code",
    "category_choices",
    "category_tree",
    "forget_tree",
    "low_stock",
    "node_of",
    "offer_lines",
    "offer_rows",
    "own_product",
    "product_by_code",
    "product_page",
    "product_url",
    "waiting_count",
]
