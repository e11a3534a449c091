"""The catalogue's tables, by subject."""

from apps.catalog.models.batches import BatchWay, OfferBatch
from apps.catalog.models.cards import (
    Brand,
    Product,
    ProductPhoto,
    ProductRevision,
    ProductState,
    RevisionState,
    Tag,
    Variant,
)
from apps.catalog.models.drafts import CardDraft
from apps.catalog.models.imports import ImportRow, ImportRun, ImportState, RowState
from apps.catalog.models.moderation import Fault
from apps.catalog.models.offers import (
    DeliveryEstimate,
    MovementKind,
    Offer,
    OfferState,
    Reservation,
    Stock,
    StockMovement,
)
from apps.catalog.models.prices import OfferPrice
from apps.catalog.models.suspicions import SuspectedDuplicate, SuspicionKind, SuspicionState
from apps.catalog.models.tree import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Category,
    CategoryAlias,
    CategoryAttribute,
)
from apps.catalog.models.views import CardDay

__all__ = [
    "Attribute",
    "AttributeKind",
    "AttributeValue",
    "BatchWay",
    "Brand",
    "CardDay",
    "CardDraft",
    "Category",
    "CategoryAlias",
    "CategoryAttribute",
    "DeliveryEstimate",
    "Fault",
    "ImportRow",
    "ImportRun",
    "ImportState",
    "MovementKind",
    "Offer",
    "OfferBatch",
    "OfferPrice",
    "OfferState",
    "Product",
    "ProductPhoto",
    "ProductRevision",
    "ProductState",
    "Reservation",
    "RevisionState",
    "RowState",
    "Stock",
    "StockMovement",
    "SuspectedDuplicate",
    "SuspicionKind",
    "SuspicionState",
    "Tag",
    "Variant",
]
