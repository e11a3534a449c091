"""Reviews as pages show them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from apps.accounts.models import User
from apps.core.prepared import prepared
from apps.orders.models import OrderItem, State
from apps.orders.selectors import ItemView, item_view, options_text
from apps.reviews import rules
from apps.reviews.models import Reply, Review, ReviewPhoto, WordState
from apps.reviews.selectors.photos import (
    STRIP,
    PhotoView,
    by_review,
    photos_of,
    photos_with_strip,
)
from apps.reviews.selectors.variants import VariantCount

PAGE = 10
# Merged cards have moved the offer to the variant that stayed.
VARIANT = "item__offer__variant"
# What a page shows of a review, of what it was bought with, and of the shop's reply.
SHOWN = (
    "author_name",
    "language",
    "original",
    "rating",
    "text",
    "written_at",
    "helpful_count",
    "unhelpful_count",
    "item__options",
    VARIANT,
    "reply__language",
    "reply__original",
    "reply__replied_at",
    "reply__state",
    "reply__text",
    "reply__seller__name",
)
FIGURES = {
    rules.Sort.HELPFUL: "helpful_count",
    rules.Sort.HIGHEST: "rating",
    rules.Sort.LOWEST: "rating",
}
WITH_PHOTO = Exists(ReviewPhoto.objects.filter(review=OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review with its photos and the shop's reply (None without one) as a page shows them;
    `variant` is what was bought (`Red, M`), empty for goods of one kind."""

    review: Review
    variant: str
    photos: list[PhotoView]
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """A card's reviews in an order; `next_after` continues the list, empty at its end. `stars`,
    `text`, `has_photos` and `variant_id` are what it was narrowed to; `photo_count` reviews have
    photos, the newest of which `strip` shows, and `variants` have reviews, where these were asked
    for."""

    reviews: list[ReviewView]
    bars: list[rules.Bar]
    total: int
    photo_count: int
    variants: list[VariantCount]
    stars: int
    text: str
    has_photos: bool
    variant_id: UUID | None
    sort: rules.Sort
    next_after: str
    strip: list[PhotoView] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Figures:
    stars: Counter[int]
    photo_count: int
    variants: list[VariantCount]


def reviews_of(
    *,
    product_id: UUID,
    stars: int = 0,
    text: str = "",
    has_photos: bool = False,
    variant_id: UUID | None = None,
    sort: rules.Sort = rules.Sort.NEWEST,
    after: rules.Place | None = None,
    limit: int = PAGE,
    has_strip: bool = False,
    has_variants: bool = False,
) -> ReviewsView:
    """A page of a card's reviews, perhaps only those with so many stars, with a text in them, with
    photos, or of a variant: 3 queries, 2 where there are no photos, 1 where there are no reviews. A
    strip is for the first page of all, the newest first. Each page counts all of the card's
    reviews, so that sorting them costs no more; which variants they are of is looked up line by
    line, only where it is asked for."""
    figures = _figures(product_id, has_variants=has_variants)
    page: list[Review] = []
    if figures.stars and (text or variant_id or after):
        wanted = _narrowed(product_id, stars=stars, has_photos=has_photos)
        if text:
            wanted = wanted.filter(text__icontains=text)
        if variant_id:
            wanted = wanted.filter(**{VARIANT: variant_id})
        page = list(_shown(wanted, sort=sort, after=after)[: limit + 1])
    elif figures.stars:
        page = _first_page(
            product_id, stars=stars, has_photos=has_photos, sort=sort, limit=limit + 1
        )
    next_after = rules.write_place(_place(page[limit - 1], sort)) if len(page) > limit else ""
    page = page[:limit]
    photos: list[PhotoView] = []
    if figures.photo_count and has_strip:
        photos = photos_with_strip(product_id=product_id, page=page)
    elif figures.photo_count:
        photos = photos_of(reviews=page)
    of_review = by_review(photos)
    return ReviewsView(
        reviews=[
            ReviewView(
                review,
                options_text(review.item),
                of_review[review.pk],
                _published_reply(review),
            )
            for review in page
        ],
        bars=rules.bars(figures.stars),
        total=sum(figures.stars.values()),
        photo_count=figures.photo_count,
        variants=figures.variants,
        stars=stars,
        text=text,
        has_photos=has_photos,
        variant_id=variant_id,
        sort=sort,
        next_after=next_after,
        strip=photos[:STRIP] if has_strip else [],
    )


@prepared
def _first_page(
    product_id: UUID, *, stars: int, has_photos: bool, sort: rules.Sort, limit: int
) -> QuerySet[Review]:
    wanted = _narrowed(product_id, stars=stars, has_photos=has_photos)
    return _shown(wanted, sort=sort, after=None)[:limit]


def _narrowed(product_id: UUID, *, stars: int, has_photos: bool) -> QuerySet[Review]:
    rows = Review.objects.published().filter(product=product_id)
    rows = rows.filter(rating=stars) if stars else rows
    return rows.filter(WITH_PHOTO) if has_photos else rows


def _shown(
    rows: QuerySet[Review], *, sort: rules.Sort, after: rules.Place | None
) -> QuerySet[Review]:
    rows = in_order(rows, sort=sort, after=after)
    return rows.select_related("item__offer", "reply__seller").only(*SHOWN)


# Any: a row's names and values.
@prepared
def _groups(product_id: UUID, *, has_variants: bool) -> "QuerySet[Review, dict[str, Any]]":
    keys = ["rating", "seen", *([VARIANT] if has_variants else [])]
    rows = Review.objects.published().filter(product=product_id).order_by()
    return rows.annotate(seen=WITH_PHOTO).values(*keys).annotate(n=Count("pk"), line_id=Max("item"))


def _figures(product_id: UUID, *, has_variants: bool) -> _Figures:
    """How many of a card's reviews gave how many stars, have photos, and are of which variant: 1
    query."""
    stars: Counter[int] = Counter()
    of_variant: Counter[UUID] = Counter()
    newest: dict[UUID, int] = {}
    photo_count = 0
    for row in _groups(product_id, has_variants=has_variants):
        stars[row["rating"]] += row["n"]
        photo_count += row["n"] if row["seen"] else 0
        if has_variants:
            of_variant[row[VARIANT]] += row["n"]
            newest[row[VARIANT]] = max(newest.get(row[VARIANT], 0), row["line_id"])
    variants = [VariantCount(pk, n, newest[pk]) for pk, n in of_variant.items()]
    return _Figures(stars, photo_count, variants)


def in_order(
    rows: QuerySet[Review], *, sort: rules.Sort, after: rules.Place | None
) -> QuerySet[Review]:
    """Reviews by the order's figure, then the newest first, behind a place: no query of its own."""
    figure = FIGURES.get(sort, "")
    first = [figure if sort == rules.Sort.LOWEST else f"-{figure}"] if figure else []
    rows = rows.order_by(*first, "-written_at", "-pk")
    if after is None or after.at is None:
        return rows
    older = Q(written_at__lt=after.at) | Q(written_at=after.at, pk__lt=after.pk)
    if figure:
        beyond = "gt" if sort == rules.Sort.LOWEST else "lt"
        same = Q(**{figure: after.figure}) & older
        older = Q(**{f"{figure}__{beyond}": after.figure}) | same
    return rows.filter(older)


def _place(review: Review, sort: rules.Sort) -> rules.Place:
    figure = getattr(review, FIGURES[sort]) if sort in FIGURES else 0
    return rules.Place(review.written_at, review.pk, figure)


def _published_reply(review: Review) -> Reply | None:
    """The shop's word, which was read along with the review."""
    reply: Reply | None = getattr(review, "reply", None)
    return reply if reply is not None and reply.state == WordState.PUBLISHED else None


def waiting_items(*, user: User, limit: int = 12) -> list[ItemView]:
    """What a person has received and not yet reviewed, the latest first: 1 query."""
    reviewed = Review.objects.filter(user=user).values("product_id")
    items = (
        OrderItem.objects.filter(
            seller_order__order__user=user,
            seller_order__state__in=[State.DELIVERED, State.COMPLETED],
        )
        .exclude(product_id__in=reviewed)
        .exclude(product__merged_into__in=reviewed)
        .select_related("product", "picture")
        .order_by("-pk")
    )
    return [item_view(item) for item in items[:limit]]


def reviewed_items(*, user: User, item_ids: Collection[int]) -> set[int]:
    """Which of these lines' cards, or those they were merged into, the person has reviewed: 1
    query."""
    own = Review.objects.filter(user=user)
    said = Q(product__in=own.values("product")) | Q(product__merged_into__in=own.values("product"))
    return set(OrderItem.objects.filter(said, pk__in=item_ids).values_list("pk", flat=True))
