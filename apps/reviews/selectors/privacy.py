"""What somebody wrote, for their archive."""

from collections.abc import Iterator
from uuid import UUID

from apps.core.people import Record
from apps.media import selectors as pictures
from apps.reviews.models import Answer, HelpfulVote, Question, Reply, Review


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """Somebody's reviews, what they replied to others' for a shop, and which helped them."""
    rows = Review.objects.filter(user_id=user_id).select_related("product").order_by("pk")
    rows = rows.prefetch_related("photos__image")
    for review in rows.iterator(chunk_size=100):
        yield {
            "title": review.product.title,
            "rating": review.rating,
            "text": review.text,
            "as_first_written": review.original,
            "written_at": review.written_at,
            "photos": [pictures.largest(photo.image) for photo in review.photos.all()],
        }
    replied = Reply.objects.filter(user_id=user_id).select_related("review__product")
    for reply in replied.order_by("pk").iterator():
        yield {
            "title": reply.review.product.title,
            "reply": reply.text,
            "as_first_written": reply.original,
            "state": reply.state,
            "replied_at": reply.replied_at,
        }
    votes = HelpfulVote.objects.filter(user_id=user_id).select_related("review__product")
    for vote in votes.order_by("pk").iterator():
        yield {
            "title": vote.review.product.title,
            "found_helpful": vote.is_helpful,
            "voted_at": vote.voted_at,
        }


def questions_written_by(*, user_id: UUID) -> Iterator[Record]:
    """What somebody asked, and what they answered to others."""
    asked = Question.objects.filter(user_id=user_id).select_related("product").order_by("pk")
    for question in asked.iterator():
        yield {
            "title": question.product.title,
            "question": question.text,
            "as_first_written": question.original,
            "state": question.state,
            "asked_at": question.asked_at,
        }
    answered = Answer.objects.filter(user_id=user_id).select_related("question__product")
    for answer in answered.order_by("pk").iterator():
        yield {
            "title": answer.question.product.title,
            "question": answer.question.text,
            "answer": answer.text,
            "as_first_written": answer.original,
            "state": answer.state,
            "answered_at": answer.answered_at,
        }
