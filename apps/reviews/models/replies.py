"""What shops say to reviews of what they sold."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel, UUIDModel
from apps.reviews.models.reviews import Review
from apps.reviews.models.words import Word, WordQuerySet, WordState
from apps.sellers.models import Seller


class ReplyQuerySet(WordQuerySet["Reply"]):
    """Replies to any review."""


class Reply(UUIDModel, TimestampedModel, Word):
    """The shop's word beneath a review of goods it sold, one a review. `user` is the member who
    wrote it; `author_name` is empty: a shop is called what it is called now."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="reply")
    seller = models.ForeignKey(Seller, models.CASCADE, related_name="replies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="replies"
    )
    text = models.TextField(_("text"), max_length=2000)
    replied_at = models.DateTimeField()

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        indexes = [
            models.Index(fields=["id"], name="reply_held", condition=Q(state=WordState.HELD)),
        ]

    def __str__(self) -> str:
        return self.text[:80]
