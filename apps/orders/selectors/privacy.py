"""A person's orders: for their archive, and whether one stands against forgetting them."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.people import Record
from apps.orders.models import Order, OrderItem, SellerOrder

OVER = ("completed", "cancelled")


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """Every order with its lines."""
    for order in Order.objects.filter(user_id=user_id).order_by("pk").iterator():
        yield {
            "kind": "order",
            "number": order.number,
            "placed_at": order.placed_at,
            "email": order.email,
            "phone": order.phone,
            "address": order.address,
            "goods": order.goods,
            "delivery": order.delivery,
            "total": order.total,
            "currency": order.currency,
        }
    lines = OrderItem.objects.filter(seller_order__order__user_id=user_id)
    for item in lines.select_related("seller_order__order").order_by("pk").iterator():
        yield {
            "kind": "line",
            "order": item.seller_order.order.number,
            "title": item.title,
            "quantity": item.quantity,
            "price": item.unit_price,
            "total": item.total,
        }


def objections_to_erasure(*, user_id: UUID) -> list[str]:
    """Whether something is still on its way, or may still come back: 1 query."""
    parts = SellerOrder.objects.filter(order__user_id=user_id).exclude(state__in=OVER)
    number = parts.order_by("pk").values_list("order__number", flat=True).first()
    if number is None:
        return []
    text = _("Order %(number)s is still open: first it must arrive, and its return days pass.")
    return [text % {"number": number}]
