"""The PostgreSQL engine's index: one flat row a card; and for every engine the words titles use,
those that mean the same, and the cards whose entry is out of date."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core.fields import MoneyField
from apps.core.models import TimestampedModel


class ProductDocument(models.Model):
    """What a card is found and filtered by. `tokens` holds `brand:sahro`, `seller:nova`,
    `a.colour:red` and `category:7` (each ancestor too)."""

    product = models.OneToOneField(Product, models.CASCADE, primary_key=True, related_name="+")
    tokens = ArrayField(models.TextField())
    text = SearchVectorField()
    price = MoneyField()
    discount_percent = models.PositiveSmallIntegerField(default=0)
    rating = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    rating_count = models.PositiveIntegerField(default=0, db_default=0)
    sold_count = models.PositiveIntegerField(default=0)
    is_in_stock = models.BooleanField(default=False)
    delivery_days = models.PositiveSmallIntegerField(null=True)
    published_at = models.DateTimeField()
    # `Document.digest`, by which the nightly comparison tells a stale row.
    digest = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            # Without a pending list: a shopper's search never pays for a seller's change.
            GinIndex(fields=["text"], name="document_text", fastupdate=False),
            GinIndex(fields=["tokens"], name="document_tokens", fastupdate=False),
            models.Index(
                fields=["-is_in_stock", "-sold_count", "-product"], name="document_popular"
            ),
            models.Index(fields=["-is_in_stock", "price", "product"], name="document_cheapest"),
            models.Index(
                fields=["-is_in_stock", "-published_at", "-product"], name="document_newest"
            ),
        ]


class TitleWord(models.Model):
    """A folded word that titles or brands use: what a mistyped word is compared with."""

    text = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["text"], name="title_word_near", opclasses=["gin_trgm_ops"])]


class SynonymGroup(TimestampedModel):
    """Words and short phrases that mean the same, in any of our languages: a search for one finds
    goods called by another."""

    phrases = ArrayField(models.CharField(max_length=80), verbose_name=_("words and phrases"))

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return ", ".join(self.phrases)


class DirtyProduct(models.Model):
    """A card whose document must be made again; the worker drains these in batches, the thousands
    of an import (`is_bulk`) apart from one seller's change."""

    product_id = models.UUIDField(primary_key=True)
    is_bulk = models.BooleanField(default=False)
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["is_bulk", "marked_at"], name="dirty_in_turn")]


class Rebuild(models.Model):
    """The whole index is being made anew. Meanwhile what the drains write into the old one is
    remembered, and written into the new one at the end."""

    started_at = models.DateTimeField(auto_now_add=True)


class ReplayedProduct(models.Model):
    """A card that changed while the index was being made anew."""

    product_id = models.UUIDField(primary_key=True)
