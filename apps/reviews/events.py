"""Facts about reviews."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class ReviewWritten(Event):
    """A shopper said what they think of a card."""

    review_id: UUID
    product_id: UUID
