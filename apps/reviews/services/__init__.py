"""Writing reviews, replies, questions and answers; hiding them, and forgetting who wrote them."""

from apps.reviews.services.moderation import publish_edited_word, set_word_state
from apps.reviews.services.privacy import forget_asker, forget_person
from apps.reviews.services.questions import answer_question, ask_question, move_questions
from apps.reviews.services.replies import edit_reply, reply_to_review
from apps.reviews.services.reviews import move_reviews, refresh_ratings, write_review
from apps.reviews.services.votes import vote_on_review

__all__ = [
    "answer_question",
    "ask_question",
    "edit_reply",
    "forget_asker",
    "forget_person",
    "move_questions",
    "move_reviews",
    "publish_edited_word",
    "refresh_ratings",
    "reply_to_review",
    "set_word_state",
    "vote_on_review",
    "write_review",
]
