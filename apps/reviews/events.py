"""Facts about what shoppers write."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class ReviewWritten(Event):
    """A shopper said what they think of a card."""

    review_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class QuestionChanged(Event):
    """A question on a card was published or hidden, or one of its answers was changed or hidden."""

    question_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class QuestionAnswered(Event):
    """Everybody can read an answer that nobody could read before."""

    answer_id: UUID
    question_id: UUID
    product_id: UUID
