"""Writing reviews, questions and answers; hiding them, and forgetting who wrote them."""

from apps.reviews.services.moderation import set_answer_state, set_question_state
from apps.reviews.services.privacy import forget_asker, forget_person
from apps.reviews.services.questions import answer_question, ask_question, move_questions
from apps.reviews.services.reviews import (
    move_reviews,
    refresh_ratings,
    reply_to_review,
    set_review_state,
    write_review,
)

__all__ = [
    "answer_question",
    "ask_question",
    "forget_asker",
    "forget_person",
    "move_questions",
    "move_reviews",
    "refresh_ratings",
    "reply_to_review",
    "set_answer_state",
    "set_question_state",
    "set_review_state",
    "write_review",
]
