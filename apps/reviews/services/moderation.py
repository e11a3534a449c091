"""What staff do with what people wrote: publish what was held, as it is or in other words, hide,
show again."""

from typing import TypeAlias

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from apps.core.events import publish
from apps.reviews import rules
from apps.reviews.events import (
    HeldWordPublished,
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

Said: TypeAlias = Review | Reply | Question | Answer
MOST: dict[type[Model], int] = {
    Review: rules.MAX_LENGTH,
    Reply: rules.MAX_REPLY_LENGTH,
    Question: rules.MAX_QUESTION_LENGTH,
    Answer: rules.MAX_ANSWER_LENGTH,
}


@transaction.atomic
def set_word_state(*, word: Said, state: WordState, by: Actor, seen: str | None = None) -> None:
    """Publish a review, a reply, a question or an answer, or hide it; a hidden review's stars don't
    count, a question's answers go with it, and it is open again when its only answer went. Again
    changes nothing. `seen` is the text that it was decided by, where a person did.

    Raises NotAllowed (no such word, not staff), Conflict (its author has written another since)."""
    row = _locked(word, by=by)
    if row.state != state:
        _check_seen(row, seen)
        _settle(row, state=state, by=by)


@transaction.atomic
def publish_edited_word(*, word: Said, text: str, by: Actor, seen: str | None = None) -> None:
    """Publish what is held in other words than its author's, which stay on record beside it. `seen`
    is the text that it was decided by, where a person did.

    Raises NotAllowed (no such word, not staff), InvalidTransition (it isn't held), Invalid
    (length), Conflict (the author has asked the same in these words, or has written another text
    since). Source: R16.1, C15.
    """
    row = _locked(word, by=by)
    if row.state != WordState.HELD:
        raise InvalidTransition(word=str(row.pk), state=row.state)
    _check_seen(row, seen)
    text = rules.tidy(text)
    most = MOST[type(row)]
    if not 1 <= len(text) <= most:
        raise Invalid(_("Write 1 to %(max)d characters.") % {"max": most}, fields={"text": ""})
    if text != rules.tidy(row.text):
        row.original = row.original or row.text
        row.text = text
    try:
        with transaction.atomic():
            row.save(update_fields=["text", "original", "updated_at"])
    except IntegrityError as error:
        raise Conflict(_("They have asked this already, in these words.")) from error
    _settle(row, state=WordState.PUBLISHED, by=by)


def _locked(word: Said, *, by: Actor) -> Said:
    """A word under its lock; what it belongs to first, as whoever writes it does. Raises
    NotAllowed."""
    if by.role not in ("staff", "system"):
        raise NotAllowed(word=str(word.pk))
    if isinstance(word, Answer):
        Question.objects.select_for_update(of=("self",)).filter(answers=word.pk).first()
    elif isinstance(word, Reply):
        Review.objects.select_for_update(of=("self",)).filter(reply=word.pk).first()
    rows = type(word)._default_manager.select_for_update(of=("self",))
    row: Said | None = rows.filter(pk=word.pk).first()
    if row is None:
        raise NotAllowed(word=str(word.pk))
    return row


def _check_seen(row: Said, seen: str | None) -> None:
    if seen is not None and row.text != seen:
        raise Conflict(_("Its author has changed the text meanwhile. Please read it again."))


def _settle(row: Said, *, state: WordState, by: Actor) -> None:
    """Put a word into a state, on record, and have figures, pages and people follow."""
    before, row.state = row.state, state
    row.save(update_fields=["state", "updated_at"])
    name = row._meta.model_name
    audit.record(
        actor=by,
        action=f"reviews.{name}_state_changed",
        subject=f"{name}:{row.pk}",
        before={"state": before},
        after={"state": str(state), "is_edited": bool(row.original)},
    )
    if before == WordState.HELD and state == WordState.PUBLISHED:
        publish(HeldWordPublished(row.pk, row.updated_at))
    _announce(row)


def _announce(row: Said) -> None:
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
