"""A new review is on the product page at once."""

from apps.core.events import subscriber
from apps.core.web.page_cache import forget
from apps.reviews.events import ReviewWritten


@subscriber(ReviewWritten)
def forget_reviewed_pages(event: ReviewWritten) -> None:
    forget([f"product:{event.product_id}"])
