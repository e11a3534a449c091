"""Reviews as pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from apps.accounts.models import User
from apps.orders.models import OrderItem, State
from apps.orders.selectors import ItemView, item_view
from apps.reviews import rules
from apps.reviews.models import Review

PAGE = 10


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """A card's reviews, newest first; `next_after` continues the list, empty at its end. `stars`
    and `text` are what it was narrowed to."""

    reviews: list[Review]
    bars: list[rules.Bar]
    total: int
    stars: int
    text: str
    next_after: str


def reviews_of(
    *,
    product_id: UUID,
    stars: int = 0,
    text: str = "",
    after: UUID | None = None,
    limit: int = PAGE,
) -> ReviewsView:
    """A page of a card's reviews, perhaps only those with so many stars, or with a text in them:
    2 queries."""
    published = Review.objects.published().filter(product_id=product_id)
    counts = dict(published.values_list("rating").annotate(n=Count("pk")).order_by())
    rows = published.filter(rating=stars) if stars else published
    if text:
        rows = rows.filter(text__icontains=text)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    page = list(rows.order_by("-pk")[: limit + 1])
    more = len(page) > limit
    page = page[:limit]
    return ReviewsView(
        reviews=page,
        bars=rules.bars(counts),
        total=sum(counts.values()),
        stars=stars,
        text=text,
        next_after=str(page[-1].pk) if more else "",
    )


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
