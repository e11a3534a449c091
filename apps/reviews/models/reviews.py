"""What shoppers say of what they received."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core.models import TimestampedModel, UUIDModel
from apps.media.models import Image
from apps.orders.models import OrderItem
from apps.reviews.models.words import Word, WordQuerySet


class ReviewQuerySet(WordQuerySet["Review"]):
    """Reviews of any card."""


class Review(UUIDModel, TimestampedModel, Word):
    """One shopper's word on one card, bound to the line it was bought with. The counts follow the
    votes of those who read it."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="reviews")
    item = models.OneToOneField(OrderItem, models.PROTECT, related_name="review")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reviews"
    )
    rating = models.PositiveSmallIntegerField(_("rating"))
    text = models.TextField(_("text"), blank=True, max_length=3000)
    written_at = models.DateTimeField()
    helpful_count = models.PositiveIntegerField(_("found helpful"), default=0, db_default=0)
    unhelpful_count = models.PositiveIntegerField(_("found unhelpful"), default=0, db_default=0)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "user"], condition=~Q(user=None), name="review_once_per_person"
            ),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_stars"),
        ]
        indexes = [models.Index(fields=["product", "-written_at"], name="review_newest")]

    def __str__(self) -> str:
        return f"{self.author_name} ({self.rating})"


class ReviewPhoto(models.Model):
    """A photo somebody took of what they received; seen as long as the review is."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="photos")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("review's photo")
        verbose_name_plural = _("review's photos")
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="review_photo_in_order"),
            models.UniqueConstraint(fields=["review", "image"], name="review_photo_once"),
        ]
