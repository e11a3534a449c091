"""Product cards: what is sold, in which variants, and the versions staff look at."""

from collections.abc import Collection, Mapping
from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.tree import Category
from apps.core.fields import MoneyField, TranslatedField
from apps.core.ids import short_code
from apps.core.models import TimestampedModel, UUIDModel
from apps.core.texts import say
from apps.media.models import Image
from apps.sellers.models import Seller


class ProductState(models.TextChoices):
    DRAFT = "draft", _("draft")
    LIVE = "live", _("live")
    BLOCKED = "blocked", _("blocked")
    GONE = "gone", _("removed")


# A version keeps its photos as [picture's id, option it shows].
PHOTOS_AMONG = """
SELECT DISTINCT photo->>0
FROM catalog_productrevision, jsonb_array_elements(content->'photos') AS photo
WHERE state IN ('waiting', 'rejected') AND photo->>0 = ANY(%s)
"""


class RevisionState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    REPLACED = "replaced", _("replaced by a newer one")


class Brand(models.Model):
    slug = models.SlugField(
        _("part of the address"), unique=True, max_length=120, allow_unicode=True
    )
    name = models.CharField(_("name"), max_length=120)
    # Another spelling leads to the brand that stands for it.
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    slug = models.SlugField(_("part of the address"), unique=True, max_length=60)
    name = TranslatedField()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.slug


class ProductQuerySet(models.QuerySet["Product"]):
    def listed(self) -> Self:
        """Cards a shopper may see: approved, not blocked, not removed; perhaps sold out."""
        return self.filter(state=ProductState.LIVE)

    def buyable(self) -> Self:
        """Listed cards of which a free piece exists."""
        return self.listed().filter(is_in_stock=True)

    def for_seller(self, seller_id: object) -> Self:
        """Cards this seller wrote."""
        return self.filter(author_id=seller_id)


class Product(UUIDModel, TimestampedModel):
    """A card: the approved text, category and photos.

    The block from `featured_offer` on is denormalised for lists; only `catalog.services` writes it.
    `attributes` maps an attribute's code to a value's code, a number, a text or a boolean.
    """

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=short_code, editable=False
    )
    slug = models.SlugField(max_length=120)
    source_language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    title = TranslatedField()
    description = TranslatedField()
    category = models.ForeignKey(Category, models.PROTECT, related_name="products")
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, blank=True, related_name="products")
    tags = models.ManyToManyField(Tag, blank=True, related_name="products")
    attributes = models.JSONField(default=dict)
    author = models.ForeignKey(
        Seller, models.PROTECT, related_name="products", verbose_name=_("author")
    )
    weight_g = models.PositiveIntegerField(default=0)
    length_mm = models.PositiveIntegerField(default=0)
    width_mm = models.PositiveIntegerField(default=0)
    height_mm = models.PositiveIntegerField(default=0)
    state = models.CharField(
        _("state"), max_length=8, choices=ProductState, default=ProductState.DRAFT
    )
    # A duplicate is gone, and its address leads to the card that stayed.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", db_index=False, editable=False
    )
    published_at = models.DateTimeField(null=True)

    featured_offer = models.ForeignKey(
        "catalog.Offer", models.SET_NULL, null=True, related_name="+", editable=False
    )
    price = MoneyField(null=True, verbose_name=_("price"))
    old_price = MoneyField(null=True)
    discount_percent = models.PositiveSmallIntegerField(default=0)
    is_in_stock = models.BooleanField(_("in stock"), default=False)
    offer_count = models.PositiveIntegerField(default=0)
    colours = models.JSONField(default=list)
    main_photo = models.ForeignKey(
        Image, models.SET_NULL, null=True, related_name="+", editable=False
    )
    # Shown while somebody points at the tile.
    second_photo = models.ForeignKey(
        Image, models.SET_NULL, null=True, related_name="+", editable=False, db_index=False
    )
    delivery_days = models.PositiveSmallIntegerField(null=True)
    rating = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    rating_count = models.PositiveIntegerField(default=0)
    sold_count = models.PositiveIntegerField(default=0)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index(fields=["category", "-sold_count", "-id"], name="product_by_category"),
            models.Index(fields=["author", "-id"], name="product_by_author"),
            models.Index(
                fields=["-published_at", "-id"],
                name="product_newest",
                condition=models.Q(state=ProductState.LIVE),
            ),
            models.Index(
                fields=["-sold_count", "-id"],
                name="product_popular",
                condition=models.Q(state=ProductState.LIVE, is_in_stock=True),
            ),
            models.Index(
                fields=["-discount_percent", "-sold_count", "id"],
                name="product_deals",
                condition=models.Q(
                    state=ProductState.LIVE, is_in_stock=True, discount_percent__gt=0
                ),
            ),
            models.Index(
                fields=["second_photo"],
                name="product_second_photo",
                condition=~models.Q(second_photo=None),
            ),
            GinIndex(
                fields=["attributes"], name="product_attributes", opclasses=["jsonb_path_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def volume_cm3(self) -> int:
        """The room its parcel takes; 0 while a side is unknown."""
        return self.length_mm * self.width_mm * self.height_mm // 1000


class ProductPhoto(models.Model):
    """A picture of a card; `option` is the variant value it shows (`colour:red`), or empty."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="photos")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")
    option = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [models.Index(fields=["product", "position"], name="photo_in_order")]


class RevisionQuerySet(models.QuerySet["ProductRevision"]):
    def photos_among(self, image_ids: Collection[UUID]) -> set[UUID]:
        """Which of these pictures a version shows that waits or can be sent in again."""
        with connection.cursor() as cursor:
            cursor.execute(PHOTOS_AMONG, [[str(pk) for pk in image_ids]])
            return {UUID(row[0]) for row in cursor.fetchall()}


class ProductRevision(models.Model):
    """A proposed version of a card. The approved one stays live while the next waits."""

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="revisions", verbose_name=_("product")
    )
    content = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=RevisionState, default=RevisionState.WAITING
    )
    reason = models.TextField(_("reason"), blank=True)
    # Codes of what it was refused for, besides the reason in somebody's own words.
    faults = models.JSONField(default=list, db_default=[])
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a card")
        verbose_name_plural = _("versions of cards")
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=models.Q(state=RevisionState.WAITING),
                name="revision_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return str(say(self.content.get("title")))


# A card that sells the same under both values: merged, two of its variants would be one.
SELLS_BOTH = """
SELECT move.old, product.code
FROM unnest(%(old)s::text[], %(new)s::text[]) AS move (old, new)
JOIN catalog_variant one ON one.options @> jsonb_build_object(%(axis)s::text, move.old)
JOIN catalog_variant other ON other.product_id = one.product_id
    AND other.options = one.options || jsonb_build_object(%(axis)s::text, move.new)
JOIN catalog_product product ON product.id = one.product_id
ORDER BY move.old, product.id
LIMIT %(most)s
"""


class VariantQuerySet(models.QuerySet["Variant"]):
    def sold_as_both(
        self, *, axis: str, moves: Mapping[str, str], most: int
    ) -> list[tuple[str, str]]:
        """The first cards that sell the same under two values of an axis of which one is to become
        the other (`moves`): that value, and the card's code. 1 query."""
        old, new = list(moves), list(moves.values())
        with connection.cursor() as cursor:
            cursor.execute(SELLS_BOTH, {"axis": axis, "old": old, "new": new, "most": most})
            return cursor.fetchall()


class Variant(UUIDModel):
    """One choice of a card; `options` maps each variant axis to a value's code."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    options = models.JSONField(default=dict)
    options_key = models.CharField(max_length=300, blank=True)
    barcode = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = VariantQuerySet.as_manager()

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(fields=["product", "options_key"], name="variant_options_once")
        ]
        indexes = [
            models.Index(
                fields=["barcode"], name="variant_barcode", condition=~models.Q(barcode="")
            ),
            GinIndex(fields=["options"], name="variant_options", opclasses=["jsonb_path_ops"]),
        ]

    def __str__(self) -> str:
        return self.options_key or self.barcode or "–"
