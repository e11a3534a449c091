"""What the storefront writes: the feeds of a night, and what people looked at."""

from apps.storefront.services.feeds import build_feeds
from apps.storefront.services.viewed import forget_old_views, forget_person, keep_viewed

__all__ = ["build_feeds", "forget_old_views", "forget_person", "keep_viewed"]
