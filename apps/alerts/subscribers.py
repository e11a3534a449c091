"""Alerts listen to what changes on the shelves."""

from django.utils import timezone

from apps.alerts import services
from apps.catalog.events import CardsMerged, ProductsChanged
from apps.core.events import subscriber


@subscriber(ProductsChanged)
def tell_who_waits(event: ProductsChanged) -> None:
    services.tell(product_ids=event.product_ids, now=timezone.now())


@subscriber(CardsMerged)
def wait_for_the_card_that_stayed(event: CardsMerged) -> None:
    services.follow_merge(survivor_id=event.survivor_id, variants=dict(event.variants))
