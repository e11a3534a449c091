"""The one way rows of orders are locked: the order first, then its parts, each by key."""

from collections.abc import Collection
from uuid import UUID

from apps.core.actors import Actor
from apps.core.errors import InvalidTransition, NotAllowed
from apps.orders import rules
from apps.orders.models import Order, SellerOrder


def lock_order(*, order_id: UUID) -> tuple[Order, list[SellerOrder]]:
    """An order and its parts, locked until the transaction ends. Raises NotAllowed if unknown."""
    order = Order.objects.select_for_update().filter(pk=order_id).first()
    if order is None:
        raise NotAllowed(order=str(order_id))
    return order, list(order.parts.select_for_update().order_by("pk"))


def lock_parts(*, ids: Collection[UUID], by: Actor) -> list[SellerOrder]:
    """Parts and their orders, locked. Raises NotAllowed for an unknown or another seller's part."""
    wanted = set(ids)
    orders = Order.objects.filter(parts__pk__in=wanted).order_by("pk").values_list("pk", flat=True)
    locked = Order.objects.select_for_update().filter(pk__in=set(orders)).order_by("pk").in_bulk()
    parts = list(SellerOrder.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if len(parts) != len(wanted) or not all(by.acts_for(part.seller_id) for part in parts):
        raise NotAllowed()
    for part in parts:
        part.order = locked[part.order_id]
    return parts


def check_move(part: SellerOrder, *, end: str, role: str) -> None:
    """Raises InvalidTransition unless that role may move the part there from where it is."""
    if not rules.may_move(start=part.state, end=end, role=role):
        raise InvalidTransition(seller_order=str(part.pk), state=part.state, end=end)
