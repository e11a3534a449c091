"""How what shoppers say looks to the public, and what a person looks at first. Pure."""

from apps.reviews.rules.content import TAKEN_OFF, Suspicion, suspicions, tidy
from apps.reviews.rules.places import Place, Sort, read_place, read_sort, write_place
from apps.reviews.rules.questions import (
    MAX_ANSWER_LENGTH,
    MAX_QUESTION_LENGTH,
    MAX_SHOPPERS_ANSWERS,
    MIN_QUESTION_LENGTH,
)
from apps.reviews.rules.reviews import (
    MAX_LENGTH,
    MAX_PHOTOS,
    MAX_REPLY_LENGTH,
    Bar,
    bars,
    public_name,
    read_stars,
)

__all__ = [
    "MAX_ANSWER_LENGTH",
    "MAX_LENGTH",
    "MAX_PHOTOS",
    "MAX_QUESTION_LENGTH",
    "MAX_REPLY_LENGTH",
    "MAX_SHOPPERS_ANSWERS",
    "MIN_QUESTION_LENGTH",
    "TAKEN_OFF",
    "Bar",
    "Place",
    "Sort",
    "Suspicion",
    "bars",
    "public_name",
    "read_place",
    "read_sort",
    "read_stars",
    "suspicions",
    "tidy",
    "write_place",
]
