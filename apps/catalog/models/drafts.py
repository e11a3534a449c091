"""Cards that are being written: kept while their seller types, long before anybody checks them."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.cards import Product
from apps.catalog.models.tree import Category
from apps.core.models import TimestampedModel, UUIDModel
from apps.sellers.models import Seller

PHOTOS_AMONG = """
SELECT DISTINCT photo->>0
FROM catalog_carddraft, jsonb_array_elements(photos) AS photo
WHERE photo->>0 = ANY(%s)
"""


class CardDraftQuerySet(models.QuerySet["CardDraft"]):
    def for_seller(self, seller_id: object) -> "CardDraftQuerySet":
        """What this shop is writing."""
        return self.filter(seller_id=seller_id)

    def photos_among(self, image_ids: Collection[UUID]) -> set[UUID]:
        """Which of these pictures a draft shows."""
        with connection.cursor() as cursor:
            cursor.execute(PHOTOS_AMONG, [[str(pk) for pk in image_ids]])
            return {UUID(row[0]) for row in cursor.fetchall()}


class CardDraft(UUIDModel, TimestampedModel):
    """A card as it has been typed so far, unchecked; gone once it is sent.

    `fields` maps a field of the editor to its text. `lines` are the variants to add, each such a
    map too, known by its `key`. `photos` are [picture's id, option it shows]. `product` is the card
    this becomes a new version of, None for a new card.
    """

    seller = models.ForeignKey(Seller, models.CASCADE, related_name="+")
    product = models.OneToOneField(Product, models.CASCADE, null=True, related_name="draft")
    category = models.ForeignKey(Category, models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    fields = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    photos = models.JSONField(default=list)

    objects = CardDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a card")
        verbose_name_plural = _("drafts of cards")
        indexes = [
            models.Index(fields=["seller", "-updated_at"], name="draft_latest"),
            models.Index(fields=["updated_at"], name="draft_oldest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
