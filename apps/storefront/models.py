"""What is written for others to fetch."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedFile(models.Model):
    """A part of the goods in one language as the night wrote it; the newest build is given out."""

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    number = models.PositiveSmallIntegerField()
    # In the private storage: only the view that knows its ETag gives it out.
    file = models.CharField(max_length=120)
    digest = models.CharField(max_length=32)
    item_count = models.PositiveIntegerField()
    built_at = models.DateTimeField()

    class Meta:
        verbose_name = _("product feed")
        verbose_name_plural = _("product feeds")
        constraints = [
            models.UniqueConstraint(fields=["language", "number"], name="feed_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.language}-{self.number}"
