"""A new review is on the product page at once."""

from apps.catalog.events import CardsMerged
from apps.core.events import subscriber
from apps.core.web.page_cache import forget
from apps.reviews import services
from apps.reviews.events import ReviewWritten


@subscriber(ReviewWritten)
def forget_reviewed_pages(event: ReviewWritten) -> None:
    forget([f"product:{event.product_id}"])


@subscriber(CardsMerged)
def bring_reviews_over(event: CardsMerged) -> None:
    services.move_reviews(survivor_id=event.survivor_id, duplicate_id=event.duplicate_id)
