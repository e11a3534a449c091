"""Changes of many offers at once, kept so that they can be taken back."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel, UUIDModel
from apps.sellers.models import Seller


class BatchWay(models.TextChoices):
    TABLE = "table", _("in the table")
    RULE = "rule", _("by one rule")
    FILE = "file", _("from a file")


class OfferBatchQuerySet(models.QuerySet["OfferBatch"]):
    def for_seller(self, seller_id: object) -> Self:
        """This shop's changes."""
        return self.filter(seller_id=seller_id)


class OfferBatch(UUIDModel, TimestampedModel):
    """New prices and pieces of a shop's offers, written together.

    `changes` holds one map an offer: its id as `offer`, and for what changed `price` and `free`,
    each [before, after]; prices are texts, free pieces numbers.
    """

    seller = models.ForeignKey(Seller, models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    way = models.CharField(max_length=5, choices=BatchWay)
    count = models.PositiveIntegerField()
    changes = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    objects = OfferBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of offers")
        verbose_name_plural = _("changes of offers")
        indexes = [
            models.Index(fields=["seller", "-id"], name="batch_latest"),
            models.Index(fields=["created_at"], name="batch_oldest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
