"""Any of what people write, by its id."""

from uuid import UUID

from apps.reviews.models import Answer, Question, Reply, Review, WordState


def word_by_id(*, word_id: UUID) -> Review | Reply | Question | Answer | None:
    """A word with its card, whichever of the four it is: their ids are never the same. 4 queries at
    most."""
    rows = (
        Review.objects.select_related("product"),
        Reply.objects.select_related("review__product"),
        Question.objects.select_related("product"),
        Answer.objects.select_related("question__product"),
    )
    for each in rows:
        word = each.filter(pk=word_id).first()
        if word is not None:
            return word
    return None


def is_public(*, word: Review | Reply | Question | Answer) -> bool:
    """Whether everybody can read it: what is said to a review or a question goes with that. 1 query
    at most, none for a word from `word_by_id`."""
    about: Review | Reply | Question | Answer = word
    if isinstance(word, Reply):
        about = word.review
    elif isinstance(word, Answer):
        about = word.question
    return word.state == about.state == WordState.PUBLISHED
