"""Forgetting who wrote something; what was written stays with the goods. What staff took out of it
(`original`) was a way to reach its author, and goes."""

from uuid import UUID

from apps.reviews.models import Answer, HelpfulVote, Question, Reply, Review, ReviewPhoto


def forget_person(*, user_id: UUID) -> None:
    """Take somebody's name off their reviews, in the caller's transaction; the words and stars stay
    with the goods. Their photos may show their home or themselves, and go. What they replied for a
    shop is the shop's."""
    ReviewPhoto.objects.filter(review__user_id=user_id).delete()
    Review.objects.filter(user_id=user_id).update(user=None, author_name="", original="")
    Reply.objects.filter(user_id=user_id).update(user=None, original="")
    HelpfulVote.objects.filter(user_id=user_id).update(user=None)


def forget_asker(*, user_id: UUID) -> None:
    """Take somebody's name off their questions and answers, in the caller's transaction. What they
    answered for a shop is the shop's."""
    Question.objects.filter(user_id=user_id).update(user=None, author_name="", original="")
    Answer.objects.filter(user_id=user_id).update(user=None, author_name="", original="")
