"""What staff do with what people wrote: publish what was held, hide, show again."""

from typing import TypeVar
from uuid import UUID

from django.db import transaction

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.events import publish
from apps.reviews.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionChanged,
    ReviewAnswered,
    ReviewChanged,
    ReviewWritten,
)
from apps.reviews.models import Answer, Question, Reply, Review, WordState
from apps.reviews.services.questions import settle_question
from apps.reviews.services.reviews import refresh_ratings

W = TypeVar("W", Review, Reply, Question, Answer)


@transaction.atomic
def set_word_state(*, word: W, state: WordState, by: Actor) -> None:
    """Publish a review, a reply, a question or an answer, or hide it; a hidden review's stars don't
    count, a question's answers go with it, and it is open again when its only answer went. Again
    changes nothing. Raises NotAllowed (no such word, not staff)."""
    if by.role not in ("staff", "system"):
        raise NotAllowed(word=str(word.pk))
    row = _locked(type(word), word.pk)
    if row.state == state:
        return
    before, row.state = row.state, state
    row.save(update_fields=["state", "updated_at"])
    name = type(row)._meta.model_name
    audit.record(
        actor=by,
        action=f"reviews.{name}_state_changed",
        subject=f"{name}:{row.pk}",
        before={"state": before},
        after={"state": str(state)},
    )
    _announce(row)


def _locked(model: type[W], pk: UUID) -> W:
    """A word under its lock; what it belongs to first, as whoever writes it does."""
    if issubclass(model, Answer):
        Question.objects.select_for_update(of=("self",)).filter(answers=pk).first()
    elif issubclass(model, Reply):
        Review.objects.select_for_update(of=("self",)).filter(reply=pk).first()
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotAllowed(word=str(pk))
    return row


def _announce(row: Review | Reply | Question | Answer) -> None:
    """Have figures and pages follow a word's new state."""
    is_shown = row.state == WordState.PUBLISHED
    if isinstance(row, Review):
        seller_id = row.item.seller_order.seller_id
        refresh_ratings(product_id=row.product_id, seller_id=seller_id)
        publish((ReviewWritten if is_shown else ReviewChanged)(row.pk, row.product_id))
    elif isinstance(row, Question):
        publish((QuestionAsked if is_shown else QuestionChanged)(row.pk, row.product_id))
    elif isinstance(row, Reply):
        told = row.review_id, row.review.product_id
        publish(ReviewAnswered(row.pk, *told) if is_shown else ReviewChanged(*told))
    else:
        settle_question(question=row.question)
        told = row.question_id, row.question.product_id
        publish(QuestionAnswered(row.pk, *told) if is_shown else QuestionChanged(*told))
