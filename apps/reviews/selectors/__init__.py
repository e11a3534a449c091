"""What shoppers have written, as pages, shops and staff read it."""

from apps.reviews.selectors.photos import PhotoView
from apps.reviews.selectors.privacy import questions_written_by, records_of
from apps.reviews.selectors.questions import (
    PAGE,
    AskedOfShop,
    QuestionsView,
    QuestionView,
    may_answer,
    open_question_count,
    question_for_answering,
    questions_of,
    seller_questions,
    shops_asked,
)
from apps.reviews.selectors.reviews import (
    ReviewsView,
    ReviewView,
    reviewed_items,
    reviews_of,
    waiting_items,
)
from apps.reviews.selectors.shops import ReviewOfShop, open_review_count, seller_reviews
from apps.reviews.selectors.staff import queues
from apps.reviews.selectors.variants import NamedVariant, VariantCount, named
from apps.reviews.selectors.votes import VotesView, code_of_review, votes_of
from apps.reviews.selectors.words import is_public, word_by_id

__all__ = [
    "PAGE",
    "AskedOfShop",
    "NamedVariant",
    "PhotoView",
    "QuestionView",
    "QuestionsView",
    "ReviewOfShop",
    "ReviewView",
    "ReviewsView",
    "VariantCount",
    "VotesView",
    "code_of_review",
    "is_public",
    "may_answer",
    "named",
    "open_question_count",
    "open_review_count",
    "question_for_answering",
    "questions_of",
    "questions_written_by",
    "queues",
    "records_of",
    "reviewed_items",
    "reviews_of",
    "seller_questions",
    "seller_reviews",
    "shops_asked",
    "votes_of",
    "waiting_items",
    "word_by_id",
]
