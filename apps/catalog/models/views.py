"""How many people looked at a card."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.cards import Product


class CardDay(models.Model):
    """How many visitors looked at a card on one day of the market's calendar; nobody knows who."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    visitors = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("a card's day")
        verbose_name_plural = _("cards' days")
        constraints = [models.UniqueConstraint(fields=["product", "day"], name="card_day_once")]
        indexes = [models.Index(fields=["day"], name="card_day_age")]
