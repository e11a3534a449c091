"""What pages and higher apps read of the catalogue, by subject."""

from apps.catalog.selectors.editing import Draft, DraftPhoto, draft_of, draft_photos
from apps.catalog.selectors.imports import (
    BadRow,
    RunView,
    bad_rows,
    every_bad_row,
    import_run,
    import_runs,
)
from apps.catalog.selectors.lines import OfferLine, offer_lines
from apps.catalog.selectors.pages import ProductPage, product_by_code, product_page
from apps.catalog.selectors.sellers import (
    OfferRow,
    ShelfCounts,
    offer_row,
    offer_rows,
    own_product,
    shelf_counts,
)
from apps.catalog.selectors.stock import stock_differences, stock_size
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
    sibling_ids,
    trail,
)
from apps.catalog.selectors.whole import WholeProduct, whole_product

__all__ = [
    "AttributeView",
    "BadRow",
    "Card",
    "CategoryNode",
    "Draft",
    "DraftPhoto",
    "OfferLine",
    "OfferRow",
    "ProductPage",
    "RunView",
    "ShelfCounts",
    "WholeProduct",
    "attributes_of",
    "bad_rows",
    "cards",
    "category_by_code",
    "category_choices",
    "category_tree",
    "draft_of",
    "draft_photos",
    "every_bad_row",
    "forget_tree",
    "import_run",
    "import_runs",
    "node_of",
    "offer_lines",
    "offer_row",
    "offer_rows",
    "own_product",
    "product_by_code",
    "product_page",
    "product_url",
    "shelf_counts",
    "sibling_ids",
    "stock_differences",
    "stock_size",
    "trail",
    "whole_product",
]
