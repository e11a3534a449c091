"""What offers cost when: the memory behind every struck price."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.offers import Offer
from apps.core.fields import MoneyField


class OfferPrice(models.Model):
    """An offer's price from a moment on, until the offer's next row. A draft's prices apply to
    nobody: the history begins with the card's publication."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="prices", db_index=False)
    price = MoneyField()
    began_at = models.DateTimeField()

    class Meta:
        verbose_name = _("price of an offer")
        verbose_name_plural = _("prices of offers")
        indexes = [
            models.Index(fields=["offer", "began_at"], name="offer_price_in_order"),
            # Written in the order of time, and read by it only to forget: a small index will do.
            BrinIndex(fields=["began_at"], name="offer_price_age"),
        ]
