"""What can be done with the catalogue. Imports have a room of their own, `services.imports`."""

from apps.catalog.services.batches import (
    OfferChange,
    change_by_rule,
    change_offers,
    forget_batches,
    undo_batch,
)
from apps.catalog.services.cards import (
    CardContent,
    approve_revision,
    block_product,
    create_product,
    reject_revision,
    remove_product,
    submit_revision,
)
from apps.catalog.services.drafts import (
    add_lines,
    add_photo,
    discard_draft,
    drop_line,
    forget_drafts,
    open_draft,
    replace_photo,
    save_draft,
    send_draft,
    start_draft,
)
from apps.catalog.services.duplicates import (
    dismiss_duplicate,
    find_duplicates,
    merge_suspected,
)
from apps.catalog.services.lists import add_sold, refresh_products, set_rating
from apps.catalog.services.many import block_products, brand_products, move_products
from apps.catalog.services.merging import merge_brands, merge_products
from apps.catalog.services.merging_tree import merge_categories, merge_values
from apps.catalog.services.moderation import approve_several, claim_next, put_aside
from apps.catalog.services.moving_values import move_value, unsettled_values
from apps.catalog.services.offers import (
    PriceChange,
    save_offer,
    set_delivery_estimate,
    set_free_quantity,
    set_offer_state,
    set_price_and_stock,
    set_prices,
)
from apps.catalog.services.prices import keep_prices
from apps.catalog.services.stock import (
    dispatch_stock,
    keep_reservation,
    release_stock,
    reserve_stock,
    return_stock,
)
from apps.catalog.services.syncing import (
    PriceLine,
    Result,
    StockLevel,
    sync_prices,
    sync_stock,
)
from apps.catalog.services.tree import tell_brand_changed, tell_tree_changed
from apps.catalog.services.variants import FirstOffer, VariantContent, sell_on_card
from apps.catalog.services.views import count_view, forget_views, keep_views

__all__ = [
    "CardContent",
    "FirstOffer",
    "OfferChange",
    "PriceChange",
    "PriceLine",
    "Result",
    "StockLevel",
    "VariantContent",
    "add_lines",
    "add_photo",
    "add_sold",
    "approve_revision",
    "approve_several",
    "block_product",
    "block_products",
    "brand_products",
    "change_by_rule",
    "change_offers",
    "claim_next",
    "count_view",
    "create_product",
    "discard_draft",
    "dismiss_duplicate",
    "dispatch_stock",
    "drop_line",
    "find_duplicates",
    "forget_batches",
    "forget_drafts",
    "forget_views",
    "keep_prices",
    "keep_reservation",
    "keep_views",
    "merge_brands",
    "merge_categories",
    "merge_products",
    "merge_suspected",
    "merge_values",
    "move_products",
    "move_value",
    "open_draft",
    "put_aside",
    "refresh_products",
    "reject_revision",
    "release_stock",
    "remove_product",
    "replace_photo",
    "reserve_stock",
    "return_stock",
    "save_draft",
    "save_offer",
    "sell_on_card",
    "send_draft",
    "set_delivery_estimate",
    "set_free_quantity",
    "set_offer_state",
    "set_price_and_stock",
    "set_prices",
    "set_rating",
    "start_draft",
    "submit_revision",
    "sync_prices",
    "sync_stock",
    "tell_brand_changed",
    "tell_tree_changed",
    "undo_batch",
    "unsettled_values",
]
