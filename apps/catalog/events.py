"""Facts about cards, offers and stock."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class ProductsChanged(Event):
    """What lists, pages or the search index show of these cards may have changed: text, price,
    stock running out or coming back, rating, sold count. At most 500 ids in one event."""

    product_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class AvailabilityChanged(Event):
    """The last free piece of an offer of these cards went, or the first came back; what lists say
    of them is out of date until it is worked out anew. At most 500 ids in one event."""

    product_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class CardsMerged(Event):
    """A duplicate is gone; what was its own belongs to the survivor. `variants` are those of the
    duplicate, each with the survivor's variant it is now."""

    survivor_id: UUID
    duplicate_id: UUID
    variants: tuple[tuple[UUID, UUID], ...]


@dataclass(frozen=True)
class CategoriesChanged(Event):
    """The tree or its attributes changed."""


@dataclass(frozen=True)
class RevisionSubmitted(Event):
    """A version of a card waits for staff."""

    product_id: UUID
    revision_id: int


@dataclass(frozen=True)
class RevisionDecided(Event):
    """Staff approved or rejected a version; `reason` is for the seller."""

    product_id: UUID
    revision_id: int
    is_approved: bool
    reason: str = ""


@dataclass(frozen=True)
class ImportFinished(Event):
    """An import is done, checked or failed; the counts stand on the run."""

    run_id: UUID
    seller_id: UUID
