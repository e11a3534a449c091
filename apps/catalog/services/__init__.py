"""What can be done with the catalogue. Imports have a room of their own, `services.imports`."""

from apps.catalog.services.cards import (
    CardContent,
    VariantContent,
    approve_revision,
    block_product,
    create_product,
    reject_revision,
    remove_product,
    submit_revision,
)
from apps.catalog.services.lists import add_sold, refresh_products, set_rating
from apps.catalog.services.offers import (
    PriceChange,
    save_offer,
    set_delivery_estimate,
    set_free_quantity,
    set_offer_state,
    set_price_and_stock,
    set_prices,
)
from apps.catalog.services.stock import (
    dispatch_stock,
    keep_reservation,
    release_stock,
    reserve_stock,
    return_stock,
)

__all__ = [
    "CardContent",
    "PriceChange",
    "VariantContent",
    "add_sold",
    "approve_revision",
    "block_product",
    "create_product",
    "dispatch_stock",
    "keep_reservation",
    "refresh_products",
    "reject_revision",
    "release_stock",
    "remove_product",
    "reserve_stock",
    "return_stock",
    "save_offer",
    "set_delivery_estimate",
    "set_free_quantity",
    "set_offer_state",
    "set_price_and_stock",
    "set_prices",
    "set_rating",
    "submit_revision",
]
