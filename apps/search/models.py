"""The PostgreSQL engine's index: one flat row a card; and for every engine the words titles use,
those that mean the same, and the cards whose entry is out of date."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core.fields import MoneyField
from apps.core.models import TimestampedModel

# One person's words are nobody else's business.
LEAST_ASKED = 3
ADD_UP = """
INSERT INTO search_searchedtext (
    language, text, shown, found_count, asked_count, asked_on, is_hidden
)
VALUES (%s, %s, %s, %s, %s, %s, false)
ON CONFLICT (language, text) DO UPDATE SET
    shown = excluded.shown, found_count = excluded.found_count, asked_on = excluded.asked_on,
    asked_count = search_searchedtext.asked_count + excluded.asked_count
"""


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


class SearchedTextQuerySet(models.QuerySet["SearchedText"]):
    def add_up(self, rows: Sequence[tuple[str, str, str, int]], *, day: date) -> None:
        """Count searches: language, folded words, the text as typed, how many goods it found."""
        counts = Counter((language, form) for language, form, _text, _found in rows)
        last = {(language, form): (text, found) for language, form, text, found in rows}
        values = [(*key, *last[key], counts[key], day) for key in sorted(counts)]
        with connection.cursor() as cursor:
            cursor.executemany(ADD_UP, values)

    def offered(self) -> "SearchedTextQuerySet":
        """Texts that several people searched for and found goods by, unless staff hid them."""
        return self.filter(found_count__gt=0, asked_count__gte=LEAST_ASKED, is_hidden=False)


class SearchedText(models.Model):
    """What people search for: by its folded words, with the text as it was typed last.
    `asked_count` counts networks a day, `found_count` the goods it found last."""

    language = models.CharField(_("language"), max_length=2)
    text = models.CharField(max_length=80)
    shown = models.CharField(_("text"), max_length=80)
    asked_count = models.PositiveIntegerField(_("searched"), default=0)
    found_count = models.PositiveIntegerField(_("goods found"), default=0)
    asked_on = models.DateField(_("last searched"))
    is_hidden = models.BooleanField(_("offered to nobody"), default=False)

    objects = SearchedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("searched text")
        verbose_name_plural = _("what people search for")
        constraints = [
            models.UniqueConstraint(fields=["language", "text"], name="searched_text_once")
        ]
        indexes = [
            # For texts that begin so.
            models.Index(
                fields=["language", "text"],
                name="searched_text_start",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            ),
            models.Index(fields=["-asked_count", "-id"], name="searched_text_often"),
        ]

    def __str__(self) -> str:
        return self.shown


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
