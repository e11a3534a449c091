"""Photos with reviews as pages show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from apps.core.prepared import prepared
from apps.media import selectors as pictures
from apps.media.rules import Picture
from apps.reviews import rules
from apps.reviews.models import Review, ReviewPhoto, WordState

STRIP = 8
SIZES = "(min-width: 60rem) 8rem, 25vw"


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A shopper's photo, whose review it is of, and its address in the largest size."""

    picture: Picture
    review_id: UUID
    large: str


def photos_of(*, reviews: Collection[Review]) -> list[PhotoView]:
    """The photos of some reviews, each review's in order: 1 query."""
    rows = _shown(ReviewPhoto.objects.filter(review__in=reviews))
    return [_view(row) for row in rows.order_by("-review_id", "position")]


def photos_with_strip(*, product_id: UUID, page: Collection[Review]) -> list[PhotoView]:
    """The photos of a card's newest reviews, `page`, and where these have few those of older ones
    behind, enough for a strip: 1 query."""
    limit = max(len(page) * rules.MAX_PHOTOS, STRIP)
    return [_view(row) for row in _newest(product_id, limit=limit)]


def by_review(photos: Iterable[PhotoView]) -> dict[UUID, list[PhotoView]]:
    """Photos by the id of their review, in their order; an empty list where there are none."""
    of_review: defaultdict[UUID, list[PhotoView]] = defaultdict(list)
    for photo in photos:
        of_review[photo.review_id].append(photo)
    return of_review


@prepared
def _newest(product_id: UUID, *, limit: int) -> QuerySet[ReviewPhoto]:
    rows = ReviewPhoto.objects.filter(review__product=product_id, review__state=WordState.PUBLISHED)
    return _shown(rows).order_by("-review__written_at", "-review_id", "position")[:limit]


def _shown(rows: QuerySet[ReviewPhoto]) -> QuerySet[ReviewPhoto]:
    """Photos with what a page shows of their images."""
    return rows.select_related("image").only("review", *pictures.fields("image"))


def _view(row: ReviewPhoto) -> PhotoView:
    return PhotoView(
        pictures.picture(row.image, sizes=SIZES, alt=""),
        row.review_id,
        pictures.largest(row.image),
    )
