"""Facts about what people write. Those that name what was done say that everybody can read what
nobody could read before, so somebody is told; `…Changed` says that pages show something else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class ReviewWritten(Event):
    """Everybody can read what a shopper thinks of a card."""

    review_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class ReviewAnswered(Event):
    """Everybody can read what the shop says to a review."""

    reply_id: UUID
    review_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class QuestionAsked(Event):
    """Everybody can read a question on a card."""

    question_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class QuestionAnswered(Event):
    """Everybody can read an answer."""

    answer_id: UUID
    question_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class ReviewChanged(Event):
    """A review or its reply was hidden, or reads otherwise; or somebody said whether it helped."""

    review_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class QuestionChanged(Event):
    """A question or one of its answers was hidden, or reads otherwise."""

    question_id: UUID
    product_id: UUID


@dataclass(frozen=True)
class HeldWordPublished(Event):
    """Staff let everybody read what had waited for them; its author waits to hear of it, each time
    it is so."""

    word_id: UUID
    published_at: datetime | None = None
