"""Asking of a card, and answering for everybody to read."""

from datetime import datetime
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.catalog.models import Offer, Product
from apps.core import limits
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed
from apps.core.events import publish
from apps.orders import selectors as orders
from apps.reviews import rules
from apps.reviews.events import QuestionAnswered, QuestionAsked, QuestionChanged
from apps.reviews.models import Answer, AnswerSide, Question, WordState
from apps.reviews.services.words import public_name_of, standing

log = structlog.get_logger(__name__)


def ask_question(
    *, user: User, product_id: UUID, text: str, language: str, now: datetime
) -> Question:
    """Ask of a card what everybody may read; a text with a way around the market waits for staff.
    The same question again is the first one.

    Raises NotAllowed (no such card on sale), Invalid (length), TooMany. Source: R8.3.
    """
    if not Product.objects.listed().filter(pk=product_id).exists():
        raise NotAllowed(product=str(product_id))
    text = rules.tidy(text)
    if not rules.MIN_QUESTION_LENGTH <= len(text) <= rules.MAX_QUESTION_LENGTH:
        raise Invalid(fields={"text": _("Please ask in one or two sentences.")})
    limits.spend("question", str(user.pk))
    question = Question(
        product_id=product_id,
        user=user,
        author_name=rules.public_name(user.name),
        text=text,
        language=language,
        asked_at=now,
        **standing(text=text),
    )
    try:
        with transaction.atomic():
            question.save(force_insert=True)
            if question.state == WordState.PUBLISHED:
                publish(QuestionAsked(question.pk, product_id))
    except IntegrityError:
        return Question.objects.get(product_id=product_id, user=user, text=text)
    log.info("reviews.question.asked", question=question.pk, state=question.state)
    return question


def answer_question(
    *, question_id: UUID, by: Actor, text: str, language: str, now: datetime
) -> Answer:
    """Answer a question, or put another text in the place of one's answer: as a shop that offers
    the card, as somebody who has received it, or as staff, whose words are not looked at again.

    Raises NotAllowed (no such question, another's card), Forbidden (a member without the right, a
    shopper without the goods), Invalid (length), Conflict (enough shoppers have answered), TooMany.
    Source: R8.3.
    """
    text = rules.tidy(text)
    if not 1 <= len(text) <= rules.MAX_ANSWER_LENGTH:
        raise Invalid(fields={"text": _("Please keep it shorter.") if text else _("Say it here.")})
    if by.role != "staff":
        limits.spend("answer", str(by.user_id))
    with transaction.atomic():
        question = Question.objects.published().filter(pk=question_id)
        locked = question.select_for_update(of=("self",)).first()
        if locked is None:
            raise NotAllowed(question=str(question_id))
        side = _side(locked, by=by)
        answer = _own(locked, side=side, by=by) or Answer(
            question=locked,
            side=side,
            seller_id=by.seller_id if side == AnswerSide.SELLER else None,
        )
        before = "" if answer._state.adding else answer.state
        is_staff = side == AnswerSide.STAFF
        is_taken_off = answer.is_taken_off and not is_staff
        stands = standing(text="" if is_staff else text, is_taken_off=is_taken_off)
        answer.side, answer.user_id, answer.text = side, by.user_id, text
        answer.author_name = (
            public_name_of(user_id=by.user_id) if side == AnswerSide.SHOPPER else ""
        )
        answer.language, answer.answered_at, answer.original = language, now, ""
        answer.state, answer.held_for = stands["state"], stands["held_for"]
        answer.save()
        settle_question(question=locked)
        if answer.state == WordState.PUBLISHED != before:
            publish(QuestionAnswered(answer.pk, locked.pk, locked.product_id))
        else:
            publish(QuestionChanged(locked.pk, locked.product_id))
    log.info("reviews.question.answered", answer=answer.pk, side=side, state=answer.state)
    return answer


@transaction.atomic
def move_questions(*, survivor_id: UUID, duplicate_id: UUID) -> None:
    """What was asked of a duplicate is asked of the card that stayed; what somebody asked of both
    stays where it is. Again changes nothing."""
    same = Question.objects.filter(
        product_id=survivor_id, user=OuterRef("user"), text=OuterRef("text")
    )
    moved = Question.objects.filter(~Exists(same), product_id=duplicate_id)
    last = moved.order_by("-pk").first()
    if last is not None:
        moved.update(product_id=survivor_id)
        publish(QuestionChanged(last.pk, survivor_id))


def settle_question(*, question: Question) -> None:
    """Work out anew when a question was last answered, under its lock: 1 query, and 1 that
    writes."""
    published = question.answers.published().order_by("-answered_at")
    question.answered_at = published.values_list("answered_at", flat=True).first()
    question.save(update_fields=["answered_at", "updated_at"])


def _side(question: Question, *, by: Actor) -> AnswerSide:
    """As whom they answer. Raises NotAllowed, Forbidden."""
    if by.role == "staff":
        return AnswerSide.STAFF
    if by.seller_id is not None:
        offers = Offer.objects.for_seller(by.seller_id).listed()
        if not offers.filter(product_id=question.product_id).exists():
            raise NotAllowed(question=str(question.pk))
        if not by.may("products"):
            raise Forbidden(right="products")
        return AnswerSide.SELLER
    if by.user_id is None or not orders.has_received(
        user_id=by.user_id, product_id=question.product_id
    ):
        raise Forbidden(_("Only who bought it here can answer."))
    return AnswerSide.SHOPPER


def _own(question: Question, *, side: AnswerSide, by: Actor) -> Answer | None:
    """What this shop or this person has answered already. Raises Conflict."""
    is_own = (
        Q(seller=by.seller_id) if side == AnswerSide.SELLER else Q(user=by.user_id, seller=None)
    )
    own = question.answers.filter(is_own).first()
    if own is None and side == AnswerSide.SHOPPER:
        others = question.answers.filter(side=AnswerSide.SHOPPER).exclude(state=WordState.HIDDEN)
        if others.count() >= rules.MAX_SHOPPERS_ANSWERS:
            raise Conflict(_("Enough people have answered this. Thank you!"))
    return own
