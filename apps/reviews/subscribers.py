"""What people write is on the product page at once, and follows a card that was merged."""

from apps.catalog.events import CardsMerged
from apps.core.events import subscriber
from apps.core.web.page_cache import forget
from apps.reviews import services
from apps.reviews.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionChanged,
    ReviewAnswered,
    ReviewChanged,
    ReviewWritten,
)


@subscriber(ReviewWritten)
def forget_reviewed_pages(event: ReviewWritten) -> None:
    forget([f"product:{event.product_id}"])


@subscriber(ReviewAnswered)
def forget_pages_of_reply(event: ReviewAnswered) -> None:
    forget([f"product:{event.product_id}"])


@subscriber(ReviewChanged)
def forget_pages_of_review(event: ReviewChanged) -> None:
    forget([f"product:{event.product_id}"])


@subscriber(QuestionAsked)
def forget_pages_asked_about(event: QuestionAsked) -> None:
    forget([f"product:{event.product_id}"])


@subscriber(QuestionAnswered)
def forget_pages_of_answer(event: QuestionAnswered) -> None:
    forget([f"product:{event.product_id}"])


@subscriber(QuestionChanged)
def forget_pages_of_question(event: QuestionChanged) -> None:
    forget([f"product:{event.product_id}"])


@subscriber(CardsMerged)
def bring_reviews_over(event: CardsMerged) -> None:
    services.move_reviews(survivor_id=event.survivor_id, duplicate_id=event.duplicate_id)


@subscriber(CardsMerged)
def bring_questions_over(event: CardsMerged) -> None:
    services.move_questions(survivor_id=event.survivor_id, duplicate_id=event.duplicate_id)
