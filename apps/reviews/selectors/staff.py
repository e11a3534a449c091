"""What waits for staff."""

from django.utils.translation import gettext_lazy as _

from apps.core.queues import Queue, measure
from apps.reviews.models import Answer, Question, Reply, Review


def queues() -> list[Queue]:
    """What somebody should look at before everybody reads it: 4 queries."""
    reviews, reviews_since = measure(Review.objects.held(), since="written_at")
    replies, replies_since = measure(Reply.objects.held(), since="replied_at")
    asked, asked_since = measure(Question.objects.held(), since="asked_at")
    said, said_since = measure(Answer.objects.held(), since="answered_at")
    rows = [
        (_("Reviews to look at"), reviews, reviews_since, "review"),
        (_("Replies to look at"), replies, replies_since, "reply"),
        (_("Questions to look at"), asked, asked_since, "question"),
        (_("Answers to look at"), said, said_since, "answer"),
    ]
    return [
        Queue(title, count, since, f"admin:reviews_{model}_changelist", "state__exact=held")
        for title, count, since, model in rows
    ]
