"""Questions and their answers as pages show them."""

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from apps.accounts.models import User
from apps.catalog.models import Offer
from apps.core.errors import NotAllowed
from apps.core.prepared import prepared
from apps.orders import selectors as orders
from apps.reviews import rules
from apps.reviews.models import Answer, AnswerSide, Question

PAGE = 10
# Nobody needs to know more exactly how many wait.
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its published answers: the shop's first, then staff's, then shoppers'."""

    question: Question
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """A page of a card's questions, the newest answered first, or of its open ones, the newest
    first. `next_after` continues the list, empty at its end."""

    questions: list[QuestionView]
    answered_count: int
    open_count: int
    is_open: bool
    next_after: str


@dataclass(frozen=True, slots=True)
class AskedOfShop:
    """A question on a card a shop offers, with its published answers; `own` is the shop's answer
    in whatever state."""

    question: Question
    answers: list[Answer]
    own: Answer | None


def questions_of(
    *, product_id: UUID, is_open: bool = False, after: rules.Place | None = None, limit: int = PAGE
) -> QuestionsView:
    """A page of what was asked of a card, with published answers: 2 queries, 1 where there is
    nothing of the kind."""
    answered_count, open_count = _counts(product_id)
    page: list[QuestionView] = []
    if open_count if is_open else answered_count:
        if is_open or after:
            rows = _after(_published(product_id), is_open=is_open, after=after)[: limit + 1]
            page = _unanswered(rows) if is_open else _with_answers(_answers_to(rows))
        else:
            page = _with_answers(_first_answers(product_id, limit=limit + 1))
    return QuestionsView(
        questions=page[:limit],
        answered_count=answered_count,
        open_count=open_count,
        is_open=is_open,
        next_after=_next([each.question for each in page], limit),
    )


def seller_questions(
    *, seller_id: UUID, is_open: bool, after: rules.Place | None = None, limit: int = PAGE
) -> tuple[list[AskedOfShop], str]:
    """A page of what was asked of cards this shop offers, and where it goes on: 3 queries."""
    rows = _after(_asked_of(seller_id), is_open=is_open, after=after).select_related("product")
    page = list(rows[: limit + 1])
    answers = _by_question(_published_answers().filter(question__in=page))
    own = {
        answer.question_id: answer
        for answer in Answer.objects.filter(seller_id=seller_id, question__in=page)
    }
    asked = [
        AskedOfShop(question, answers.get(question.pk, []), own.get(question.pk))
        for question in page[:limit]
    ]
    return asked, _next(page, limit)


def open_question_count(*, seller_id: UUID) -> int:
    """How many questions on cards this shop offers nobody has answered, at most a hundred: 1
    query."""
    waiting = _asked_of(seller_id).filter(answered_at=None)
    return waiting[:MOST_COUNTED].count()


def shops_asked(*, question_id: UUID) -> list[UUID]:
    """The shops that offer the card of a question everybody may read: 1 query."""
    cards = Question.objects.published().filter(pk=question_id).values("product")
    shops = Offer.objects.listed().filter(product__in=cards).order_by("seller")
    return list(shops.values_list("seller", flat=True).distinct())


def question_for_answering(*, question_id: UUID) -> Question:
    """A question that everybody may read, with its card: 1 query. Raises NotAllowed."""
    rows = Question.objects.published().select_related("product")
    question = rows.filter(pk=question_id).first()
    if question is None:
        raise NotAllowed(question=str(question_id))
    return question


def may_answer(*, question: Question, user: User) -> bool:
    """Whether somebody knows the goods from having received them: 1 query."""
    return orders.has_received(user_id=user.pk, product_id=question.product_id)


def _counts(product_id: UUID) -> tuple[int, int]:
    """How many questions on a card have an answer, and how many have none: 1 query."""
    return next(iter(_counted(product_id)), (0, 0))


@prepared
def _counted(product_id: UUID) -> "QuerySet[Question, tuple[int, int]]":
    rows = _published(product_id).order_by().values("product")
    answered = Count("answered_at")
    return rows.annotate(answered=answered, open=Count("pk") - answered).values_list(
        "answered", "open"
    )


def _asked_of(seller_id: UUID) -> QuerySet[Question]:
    offered = Offer.objects.for_seller(seller_id).listed().filter(product=OuterRef("product"))
    return Question.objects.published().filter(Exists(offered))


def _published_answers() -> QuerySet[Answer]:
    """The shop's word first, then staff's, then shoppers', each by time."""
    first = Case(
        When(side=AnswerSide.SELLER, then=Value(0)),
        When(side=AnswerSide.STAFF, then=Value(1)),
        default=Value(2),
    )
    return Answer.objects.published().select_related("seller").order_by(first, "pk")


def _by_question(answers: Iterable[Answer]) -> dict[UUID, list[Answer]]:
    by_question: dict[UUID, list[Answer]] = {}
    for answer in answers:
        by_question.setdefault(answer.question_id, []).append(answer)
    return by_question


@prepared
def _first_answers(product_id: UUID, *, limit: int) -> QuerySet[Answer]:
    return _answers_to(_after(_published(product_id), is_open=False, after=None)[:limit])


def _published(product_id: UUID) -> QuerySet[Question]:
    return Question.objects.published().filter(product=product_id)


def _unanswered(rows: Iterable[Question]) -> list[QuestionView]:
    return [QuestionView(row, []) for row in rows]


def _answers_to(rows: QuerySet[Question]) -> QuerySet[Answer]:
    answers = _published_answers().filter(question__in=rows.values("pk"))
    return answers.select_related("question")


def _with_answers(answers: Iterable[Answer]) -> list[QuestionView]:
    """Answered questions in their order, of answers that were read along with them."""
    found = [QuestionView(of_one[0].question, of_one) for of_one in _by_question(answers).values()]
    newest = operator.attrgetter("question.answered_at", "question.pk")
    return sorted(found, key=newest, reverse=True)


def _after(
    rows: QuerySet[Question], *, is_open: bool, after: rules.Place | None
) -> QuerySet[Question]:
    """Open questions by time; the others by when they were answered."""
    if is_open:
        rows = rows.filter(answered_at=None).order_by("-pk")
        return rows.filter(pk__lt=after.pk) if after else rows
    rows = rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    if after is None or after.at is None:
        return rows
    same = Q(answered_at=after.at, pk__lt=after.pk)
    return rows.filter(Q(answered_at__lt=after.at) | same)


def _next(page: Sequence[Question], limit: int) -> str:
    """Where a list goes on behind its first `limit` rows; empty when there are no more."""
    if len(page) <= limit:
        return ""
    last = page[limit - 1]
    return rules.write_place(rules.Place(last.answered_at, last.pk))
