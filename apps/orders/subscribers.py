"""What orders do on facts about money and parcels."""

from uuid import UUID

from apps.core.events import subscriber
from apps.orders import services
from apps.payments.events import PaymentSucceeded
from apps.shipping.events import ShipmentDelivered


@subscriber(PaymentSucceeded)
def mark_order_paid(event: PaymentSucceeded) -> None:
    services.mark_paid(
        order_id=UUID(event.reference), payment_id=event.payment_id, now=event.paid_at
    )


@subscriber(ShipmentDelivered)
def mark_part_delivered(event: ShipmentDelivered) -> None:
    services.mark_delivered(seller_order_id=UUID(event.reference), delivered_at=event.delivered_at)
