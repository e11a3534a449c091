"""What the storefront writes: the feeds of a night, what people looked at, what regions buy,
and what is bought together."""

from apps.storefront.services.complements import count_complements
from apps.storefront.services.feeds import build_feeds
from apps.storefront.services.popular import count_popular
from apps.storefront.services.viewed import forget_old_views, forget_person, keep_viewed

__all__ = [
    "build_feeds",
    "count_complements",
    "count_popular",
    "forget_old_views",
    "forget_person",
    "keep_viewed",
]
