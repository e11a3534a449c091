"""What pages and higher apps read of the catalogue, by subject."""

from apps.catalog.selectors.batches import (
    BatchView,
    every_price,
    offer_batch,
    offer_batches,
    offers_by_sku,
    offers_to_change,
)
from apps.catalog.selectors.brief import brief_facts
from apps.catalog.selectors.compare import Comparison, comparison
from apps.catalog.selectors.drafts import (
    DraftRow,
    KnownCard,
    card_draft,
    cards_by_barcode,
    draft_rows,
    has_draft,
)
from apps.catalog.selectors.editing import Draft, DraftPhoto, draft_of, draft_photos
from apps.catalog.selectors.feed import feed_items
from apps.catalog.selectors.imports import (
    BadRow,
    RunView,
    bad_rows,
    every_bad_row,
    import_run,
    import_runs,
)
from apps.catalog.selectors.lines import OfferLine, offer_lines
from apps.catalog.selectors.moderation import titles_of
from apps.catalog.selectors.pages import (
    ProductPage,
    facts_of,
    gone_product,
    listed_offers,
    product_by_code,
    product_page,
)
from apps.catalog.selectors.performance import Performance, performance_of
from apps.catalog.selectors.sellers import (
    OfferRow,
    ShelfCounts,
    offer_row,
    offer_rows,
    own_offer_rows,
    own_offers,
    own_product,
    shelf_counts,
)
from apps.catalog.selectors.selling import (
    SellableCard,
    SellableVariant,
    card_to_sell_on,
    cards_to_sell_on,
)
from apps.catalog.selectors.stock import stock_differences, stock_size
from apps.catalog.selectors.tiles import Card, cards, product_url
from apps.catalog.selectors.tree import (
    AttributeView,
    CategoryNode,
    attributes_of,
    brand_by_slug,
    category_by_code,
    category_choices,
    category_now,
    category_tree,
    forget_tree,
    node_of,
    sibling_ids,
    trail,
    trail_of_path,
)
from apps.catalog.selectors.value_merges import value_choices
from apps.catalog.selectors.variants import VariantLine, best_prices, variant_lines
from apps.catalog.selectors.whole import WholeProduct, whole_product

__all__ = [
    "AttributeView",
    "BadRow",
    "BatchView",
    "Card",
    "CategoryNode",
    "Comparison",
    "Draft",
    "DraftPhoto",
    "DraftRow",
    "KnownCard",
    "OfferLine",
    "OfferRow",
    "Performance",
    "ProductPage",
    "RunView",
    "SellableCard",
    "SellableVariant",
    "ShelfCounts",
    "VariantLine",
    "WholeProduct",
    "attributes_of",
    "bad_rows",
    "best_prices",
    "brand_by_slug",
    "brief_facts",
    "card_draft",
    "card_to_sell_on",
    "cards",
    "cards_by_barcode",
    "cards_to_sell_on",
    "category_by_code",
    "category_choices",
    "category_now",
    "category_tree",
    "comparison",
    "draft_of",
    "draft_photos",
    "draft_rows",
    "every_bad_row",
    "every_price",
    "facts_of",
    "feed_items",
    "forget_tree",
    "gone_product",
    "has_draft",
    "import_run",
    "import_runs",
    "listed_offers",
    "node_of",
    "offer_batch",
    "offer_batches",
    "offer_lines",
    "offer_row",
    "offer_rows",
    "offers_by_sku",
    "offers_to_change",
    "own_offer_rows",
    "own_offers",
    "own_product",
    "performance_of",
    "product_by_code",
    "product_page",
    "product_url",
    "shelf_counts",
    "sibling_ids",
    "stock_differences",
    "stock_size",
    "titles_of",
    "trail",
    "trail_of_path",
    "value_choices",
    "variant_lines",
    "whole_product",
]
