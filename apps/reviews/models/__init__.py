"""What shoppers say of goods: reviews of what they received, questions and their answers."""

from apps.reviews.models.questions import Answer, AnswerSide, Question
from apps.reviews.models.replies import Reply
from apps.reviews.models.reviews import Review, ReviewPhoto
from apps.reviews.models.votes import HelpfulVote
from apps.reviews.models.words import WordState

__all__ = [
    "Answer",
    "AnswerSide",
    "HelpfulVote",
    "Question",
    "Reply",
    "Review",
    "ReviewPhoto",
    "WordState",
]
