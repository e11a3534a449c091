"""Reviews of what a shop has sold, as the shop reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from apps.orders.selectors import options_text
from apps.reviews import rules
from apps.reviews.models import Reply, Review
from apps.reviews.selectors.photos import PhotoView, by_review, photos_of
from apps.reviews.selectors.reviews import in_order

PAGE = 10
# What a shop sees of a review, of what it was bought with, and of its own reply.
SHOWN = (
    "author_name",
    "language",
    "rating",
    "text",
    "written_at",
    "item__options",
    "product__code",
    "product__slug",
    "product__title",
    "reply__language",
    "reply__original",
    "reply__replied_at",
    "reply__state",
    "reply__text",
    "reply__seller__name",
)
# Nobody needs to know more exactly how many wait.
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class ReviewOfShop:
    """A review of goods a shop sold; `variant` is what was bought (`Red, M`), empty for goods of
    one kind, `own` the shop's reply in whatever state."""

    review: Review
    variant: str
    photos: list[PhotoView]
    own: Reply | None


def seller_reviews(
    *,
    seller_id: UUID,
    is_open: bool,
    stars: int = 0,
    after: rules.Place | None = None,
    limit: int = PAGE,
) -> tuple[list[ReviewOfShop], str]:
    """A page of what shoppers say of what this shop sold, without a reply yet or with one, perhaps
    only those with so many stars, the newest first; and where it goes on: 2 queries."""
    rows = _of_shop(seller_id).filter(reply__isnull=is_open)
    if stars:
        rows = rows.filter(rating=stars)
    rows = in_order(rows, sort=rules.Sort.NEWEST, after=after)
    rows = rows.select_related("product", "item", "reply__seller")
    page = list(rows.only(*SHOWN)[: limit + 1])
    photos = by_review(photos_of(reviews=page[:limit]))
    found = [
        ReviewOfShop(
            review,
            options_text(review.item),
            photos[review.pk],
            getattr(review, "reply", None),
        )
        for review in page[:limit]
    ]
    return found, _next(page, limit)


def open_review_count(*, seller_id: UUID) -> int:
    """How many reviews of what this shop sold have no reply, at most a hundred: 1 query."""
    waiting = _of_shop(seller_id).filter(reply=None)
    return waiting[:MOST_COUNTED].count()


def _of_shop(seller_id: UUID) -> QuerySet[Review]:
    return Review.objects.published().filter(item__seller_order__seller=seller_id)


def _next(page: Sequence[Review], limit: int) -> str:
    """Where a list goes on behind its first `limit` rows; empty when there are no more."""
    if len(page) <= limit:
        return ""
    last = page[limit - 1]
    return rules.write_place(rules.Place(last.written_at, last.pk))
