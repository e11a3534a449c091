"""Whether a review helped those who read it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.reviews.models.reviews import Review


class HelpfulVote(models.Model):
    """One person's word on one review; the review keeps the counts. Of who was forgotten the vote
    stays and the name goes."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="votes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="helpful_votes"
    )
    is_helpful = models.BooleanField()
    voted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("vote on a review")
        verbose_name_plural = _("votes on reviews")
        constraints = [
            models.UniqueConstraint(fields=["user", "review"], name="vote_once_per_person"),
        ]
