"""What can be done with orders: placing, paying, packing, cancelling, releasing."""

from apps.orders.services.checkout import Contact, Destination, PriceChanged, place_order
from apps.orders.services.ending import cancel_order, cancel_seller_orders, expire_unpaid
from apps.orders.services.fulfilment import (
    accept_seller_orders,
    mark_delivered,
    pack_seller_orders,
    ship_seller_orders,
)
from apps.orders.services.money import mark_paid, release_due
from apps.orders.services.privacy import forget_person

__all__ = [
    "Contact",
    "Destination",
    "PriceChanged",
    "accept_seller_orders",
    "cancel_order",
    "cancel_seller_orders",
    "expire_unpaid",
    "forget_person",
    "mark_delivered",
    "mark_paid",
    "pack_seller_orders",
    "place_order",
    "release_due",
    "ship_seller_orders",
]
