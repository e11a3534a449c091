"""Writing reviews, and the figures that follow them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.catalog import services as catalog
from apps.catalog.models import Product
from apps.core.errors import Conflict, Invalid
from apps.core.events import publish
from apps.orders import selectors as orders
from apps.reviews import rules
from apps.reviews.events import ReviewWritten
from apps.reviews.models import Review, ReviewPhoto, WordState
from apps.reviews.services.words import standing
from apps.sellers import services as sellers


def write_review(
    *,
    user: User,
    item_id: int,
    rating: int,
    text: str,
    language: str,
    now: datetime,
    photos: Sequence[UUID] = (),
) -> Review:
    """Say what one thinks of goods one has received; once per card. A text with a way around the
    market waits for staff, and its stars and photos (ids of pictures, in order) with it. Of goods
    whose card was merged it is said of the card that stayed.

    Raises NotAllowed (not bought, or not yet delivered), Invalid (stars, length, photos), Conflict
    (said already). Source: R17.
    """
    item = orders.review_item(item_id=item_id, user=user)
    if not 1 <= rating <= 5:
        raise Invalid(fields={"rating": _("Choose one to five stars.")})
    text = rules.tidy(text)
    if len(text) > rules.MAX_LENGTH:
        raise Invalid(fields={"text": _("Please keep it shorter.")})
    if len(set(photos)) > rules.MAX_PHOTOS:
        raise Invalid(fields={"photos": _("At most %(max)d photos.") % {"max": rules.MAX_PHOTOS}})
    try:
        with transaction.atomic():
            # Held, so that the card isn't merged between this and the review.
            bought = Product.objects.select_for_update(no_key=True).get(pk=item.product_id)
            product = bought.merged_into or bought
            review = Review.objects.create(
                product=product,
                item=item,
                user=user,
                author_name=rules.public_name(user.name),
                rating=rating,
                text=text,
                language=language,
                written_at=now,
                **standing(text=text),
            )
            ReviewPhoto.objects.bulk_create(
                ReviewPhoto(review=review, image_id=image_id, position=position)
                for position, image_id in enumerate(dict.fromkeys(photos))
            )
            refresh_ratings(product_id=product.pk, seller_id=item.seller_order.seller_id)
            if review.state == WordState.PUBLISHED:
                publish(ReviewWritten(review.pk, product.pk))
    except IntegrityError as error:
        raise Conflict(_("You have already reviewed this product.")) from error
    return review


@transaction.atomic
def move_reviews(*, survivor_id: UUID, duplicate_id: UUID) -> None:
    """What was said of a duplicate is said of the card that stayed; who spoke of both keeps their
    word on that one. Again changes nothing."""
    said = Review.objects.filter(product_id=survivor_id).exclude(user=None).values("user")
    moved = Review.objects.filter(product_id=duplicate_id).exclude(user__in=said)
    moved.update(product_id=survivor_id)
    for product_id in (survivor_id, duplicate_id):
        figures = Review.objects.published().filter(product_id=product_id)
        found = figures.aggregate(mean=Avg("rating"), n=Count("pk"))
        catalog.set_rating(product_id=product_id, rating=_rounded(found["mean"]), count=found["n"])


def refresh_ratings(*, product_id: UUID, seller_id: UUID) -> None:
    """Push the figures down to the card and the shop: 2 queries and what those apps write."""
    card = Review.objects.published().filter(product_id=product_id)
    shop = Review.objects.published().filter(item__seller_order__seller_id=seller_id)
    for_card = card.aggregate(mean=Avg("rating"), n=Count("pk"))
    for_shop = shop.aggregate(mean=Avg("rating"), n=Count("pk"))
    catalog.set_rating(
        product_id=product_id, rating=_rounded(for_card["mean"]), count=for_card["n"]
    )
    sellers.set_rating(seller_id=seller_id, rating=_rounded(for_shop["mean"]), count=for_shop["n"])


def _rounded(mean: float | None) -> Decimal | None:
    return None if mean is None else Decimal(mean).quantize(Decimal("0.01"), ROUND_HALF_UP)
