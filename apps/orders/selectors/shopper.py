"""A shopper's orders."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.crypto import constant_time_compare

from apps.accounts.models import User
from apps.core.errors import NotAllowed
from apps.orders.models import Order, OrderItem, State
from apps.orders.selectors.views import OrderView, shown_orders, with_parts


def orders_of(*, user: User, after: UUID | None = None, limit: int = 10) -> list[OrderView]:
    """A person's orders, newest first, `limit` after `after`: 4 queries."""
    orders = with_parts(Order.objects.filter(user=user))
    if after is not None:
        orders = orders.filter(pk__lt=after)
    return shown_orders(list(orders.order_by("-pk")[:limit]))


def own_orders(*, user: User) -> QuerySet[Order]:
    """A person's orders with their parts, for a paginator: 3 queries a page; show them with
    `order_views`."""
    return with_parts(Order.objects.filter(user=user))


def order_views(*, orders: Sequence[Order]) -> list[OrderView]:
    """Orders of `own_orders` as people see them: 1 query."""
    return shown_orders(list(orders))


def order_for(*, number: str, user: User | None, access_key: str) -> OrderView:
    """One order for its owner, or for whoever holds its key: 4 queries. Raises NotAllowed."""
    order = with_parts(Order.objects.filter(number=number)).first()
    if order is None:
        raise NotAllowed(order=number)
    is_owner = user is not None and user.is_authenticated and order.user_id == user.pk
    if not is_owner and not constant_time_compare(order.access_key, access_key):
        raise NotAllowed(order=number)
    return shown_orders([order])[0]


def bought_products(*, user: User, limit: int) -> list[UUID]:
    """The ids of cards a person has received, the latest bought first: 1 query."""
    items = OrderItem.objects.filter(
        seller_order__order__user=user,
        seller_order__state__in=[State.DELIVERED, State.COMPLETED],
    )
    rows = items.values("product_id").annotate(last=Max("pk")).order_by("-last")
    return [row["product_id"] for row in rows[:limit]]


def has_received(*, user_id: UUID, product_id: UUID) -> bool:
    """Whether somebody has bought this card, or one that was merged into it, and received it: 1
    query."""
    return OrderItem.objects.filter(
        Q(product_id=product_id) | Q(product__merged_into=product_id),
        seller_order__order__user_id=user_id,
        seller_order__state__in=[State.DELIVERED, State.COMPLETED],
    ).exists()


def review_item(*, item_id: int, user: User) -> OrderItem:
    """A line this person bought and has received: 1 query. Raises NotAllowed."""
    item = (
        OrderItem.objects.select_related("product", "picture", "seller_order")
        .filter(
            pk=item_id,
            seller_order__order__user=user,
            seller_order__state__in=[State.DELIVERED, State.COMPLETED],
        )
        .first()
    )
    if item is None:
        raise NotAllowed(item=item_id)
    return item
