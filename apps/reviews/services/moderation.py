"""What staff do with questions and answers: publish what was held, hide, show again."""

from uuid import UUID

from django.db import transaction

from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.events import publish
from apps.reviews.events import QuestionAnswered, QuestionChanged
from apps.reviews.models import Answer, Question, WordState
from apps.reviews.services.questions import settle_question


@transaction.atomic
def set_question_state(*, question_id: UUID, state: WordState, by: Actor) -> None:
    """Publish a question, or hide it with all its answers. Again changes nothing. Raises
    NotAllowed."""
    question = Question.objects.select_for_update(of=("self",)).filter(pk=question_id).first()
    if question is None or by.role != "staff":
        raise NotAllowed(question=str(question_id))
    if question.state == state:
        return
    before, question.state = question.state, state
    question.save(update_fields=["state", "updated_at"])
    _record("reviews.question_state_changed", f"question:{question_id}", before, state, by)
    publish(QuestionChanged(question.pk, question.product_id))


@transaction.atomic
def set_answer_state(*, answer_id: UUID, state: WordState, by: Actor) -> None:
    """Publish an answer, or hide it; its question is open again when it was the only one. Again
    changes nothing. Raises NotAllowed."""
    found = Answer.objects.filter(pk=answer_id).values_list("question_id", flat=True).first()
    if found is None or by.role != "staff":
        raise NotAllowed(answer=str(answer_id))
    # The question first, as whoever answers it does.
    question = Question.objects.select_for_update(of=("self",)).get(pk=found)
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer_id)
    if answer.state == state:
        return
    before, answer.state = answer.state, state
    answer.save(update_fields=["state", "updated_at"])
    settle_question(question=question)
    _record("reviews.answer_state_changed", f"answer:{answer_id}", before, state, by)
    if state == WordState.PUBLISHED:
        publish(QuestionAnswered(answer.pk, question.pk, question.product_id))
    else:
        publish(QuestionChanged(question.pk, question.product_id))


def _record(action: str, subject: str, before: str, after: str, by: Actor) -> None:
    audit.record(
        actor=by,
        action=action,
        subject=subject,
        before={"state": before},
        after={"state": str(after)},
    )
