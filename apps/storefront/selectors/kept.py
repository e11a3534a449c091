"""What the storefront keeps: the goods as feeds, and what people looked at."""

from collections.abc import Iterator
from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotAllowed
from apps.core.people import Record
from apps.storefront import rules
from apps.storefront.models import FeedFile, Viewed


def feed_file(*, language: str, number: int) -> FeedFile:
    """A part of the newest feed in a language: 1 query. Raises NotAllowed."""
    part = FeedFile.objects.filter(language=language, number=min(number, 32_767)).first()
    if part is None:
        raise NotAllowed(feed=language)
    return part


def viewed(*, user: User, limit: int = rules.MAX_VIEWED) -> list[UUID]:
    """The ids of cards somebody looked at, the latest first: 1 query."""
    rows = Viewed.objects.filter(user=user).order_by("-viewed_at", "-pk")
    return list(rows.values_list("product_id", flat=True)[:limit])


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """What somebody looked at, for their archive."""
    rows = Viewed.objects.filter(user_id=user_id).select_related("product").order_by("pk")
    for row in rows.iterator():
        yield {
            "title": row.product.title,
            "product": row.product.code,
            "viewed_at": row.viewed_at,
        }
