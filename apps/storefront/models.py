"""What the storefront itself keeps: feeds for others to fetch, what people looked at, and what
they buy."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Category, Product
from apps.geo.models import Region


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


class Viewed(models.Model):
    """A card that a signed-in person looked at, and when last."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    viewed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("viewed product")
        verbose_name_plural = _("viewed products")
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="viewed_once")]
        indexes = [
            models.Index(fields=["user", "-viewed_at"], name="viewed_of_user"),
            models.Index(fields=["viewed_at"], name="viewed_age"),
        ]


class Popular(models.Model):
    """A card among the most bought of a region in the last month; `place` counts from 1. The rows
    of all regions are written anew together."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("popular product")
        verbose_name_plural = _("popular products")
        constraints = [models.UniqueConstraint(fields=["region", "place"], name="popular_place")]

    def __str__(self) -> str:
        return f"{self.region_id}: {self.place}"


class Complement(models.Model):
    """A card of another category among those most bought in one order with `product`; `place`
    counts from 1. The rows of all cards are written anew together.

    The database doesn't check what rows of complements refer to: it would hold the whole catalogue
    at the end of the night's transaction, in no order.
    """

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    other = models.ForeignKey(
        Product, models.CASCADE, related_name="goes_with", db_constraint=False
    )
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("complement")
        verbose_name_plural = _("complements")
        constraints = [
            models.UniqueConstraint(fields=["product", "place"], name="complement_place")
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.place}"


class CategoryComplement(models.Model):
    """The same for the goods of a category, for cards too new to have complements of their own."""

    category = models.ForeignKey(
        Category, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    product = models.ForeignKey(
        Product, models.CASCADE, related_name="goes_with_category", db_constraint=False
    )
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("complement of a category")
        verbose_name_plural = _("complements of categories")
        constraints = [
            models.UniqueConstraint(fields=["category", "place"], name="category_complement_place")
        ]

    def __str__(self) -> str:
        return f"{self.category_id}: {self.place}"
