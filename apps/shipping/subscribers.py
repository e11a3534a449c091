"""What shipping does on facts about shops."""

from django.utils import timezone

from apps.core.events import subscriber
from apps.sellers.events import SellerApproved, WarehouseOpened
from apps.shipping import services


@subscriber(WarehouseOpened)
def estimate_delivery(event: WarehouseOpened) -> None:
    services.refresh_estimates(warehouse_ids=[event.warehouse_id], now=timezone.now())


@subscriber(SellerApproved)
def estimate_delivery_of_shop(event: SellerApproved) -> None:
    services.refresh_estimates(seller_id=event.seller_id, now=timezone.now())
