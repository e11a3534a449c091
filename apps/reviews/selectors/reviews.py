"""Reviews as pages show them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch

from apps.accounts.models import User
from apps.media import selectors as pictures
from apps.media.rules import Picture
from apps.orders.models import OrderItem, State
from apps.orders.selectors import ItemView, item_view
from apps.reviews import rules
from apps.reviews.models import Review, ReviewPhoto, WordState

PAGE = 10
STRIP = 8
SIZES = "(min-width: 60rem) 8rem, 25vw"


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A shopper's photo, whose review it is of, and its address in the largest size."""

    picture: Picture
    review_id: UUID
    large: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review with its photos as a page shows them."""

    review: Review
    photos: list[PhotoView]


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """A card's reviews, newest first; `next_after` continues the list, empty at its end. `stars`,
    `text` and `has_photos` are what it was narrowed to; `photo_count` reviews have photos."""

    reviews: list[ReviewView]
    bars: list[rules.Bar]
    total: int
    photo_count: int
    stars: int
    text: str
    has_photos: bool
    next_after: str


def reviews_of(
    *,
    product_id: UUID,
    stars: int = 0,
    text: str = "",
    has_photos: bool = False,
    after: UUID | None = None,
    limit: int = PAGE,
) -> ReviewsView:
    """A page of a card's reviews, perhaps only those with so many stars, with a text in them, or
    with photos: 3 queries, 2 where there are none."""
    published = Review.objects.published().filter(product_id=product_id)
    with_photo = Exists(ReviewPhoto.objects.filter(review=OuterRef("pk")))
    rows = published.annotate(seen=with_photo).values_list("rating", "seen").order_by()
    counts: Counter[int] = Counter()
    photo_count = 0
    for rating, has_photo, n in rows.annotate(n=Count("pk")):
        counts[rating] += n
        photo_count += n if has_photo else 0
    wanted = published.filter(rating=stars) if stars else published
    if text:
        wanted = wanted.filter(text__icontains=text)
    if has_photos:
        wanted = wanted.filter(with_photo)
    if after is not None:
        wanted = wanted.filter(pk__lt=after)
    photos = ReviewPhoto.objects.select_related("image").order_by("position")
    wanted = wanted.order_by("-pk").prefetch_related(Prefetch("photos", photos))
    page = list(wanted[: limit + 1])
    more = len(page) > limit
    page = page[:limit]
    return ReviewsView(
        reviews=[ReviewView(review, list(map(_photo, review.photos.all()))) for review in page],
        bars=rules.bars(counts),
        total=sum(counts.values()),
        photo_count=photo_count,
        stars=stars,
        text=text,
        has_photos=has_photos,
        next_after=str(page[-1].pk) if more else "",
    )


def photo_strip(*, product_id: UUID, limit: int = STRIP) -> list[PhotoView]:
    """What buyers' photos of a card show, the newest first: 1 query."""
    rows = ReviewPhoto.objects.filter(
        review__product_id=product_id, review__state=WordState.PUBLISHED
    )
    return [
        _photo(row)
        for row in rows.select_related("image").order_by("-review_id", "position")[:limit]
    ]


def _photo(row: ReviewPhoto) -> PhotoView:
    picture = pictures.picture(row.image, sizes=SIZES, alt="")
    return PhotoView(picture, row.review_id, pictures.largest(row.image))


def waiting_items(*, user: User, limit: int = 12) -> list[ItemView]:
    """What a person has received and not yet reviewed, the latest first: 1 query."""
    reviewed = Review.objects.filter(user=user).values("product_id")
    items = (
        OrderItem.objects.filter(
            seller_order__order__user=user,
            seller_order__state__in=[State.DELIVERED, State.COMPLETED],
        )
        .exclude(product_id__in=reviewed)
        .select_related("product", "picture")
        .order_by("-pk")
    )
    return [item_view(item) for item in items[:limit]]


def reviewed_items(*, user: User, item_ids: Collection[int]) -> set[int]:
    """Which of these lines' cards the person has reviewed: 1 query."""
    items = OrderItem.objects.filter(pk__in=item_ids, product__reviews__user=user)
    return set(items.values_list("pk", flat=True))
