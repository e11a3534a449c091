"""What orders' pages show: a shopper's orders, one order with its parcels, a seller's board."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hmac import compare_digest
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from apps.accounts.models import User
from apps.core.errors import NotAllowed
from apps.media import selectors as pictures
from apps.media.rules import Picture
from apps.orders import rules
from apps.orders.models import Order, OrderItem, SellerOrder, State
from apps.shipping import selectors as parcels
from apps.shipping.selectors import ShipmentView

PAGE = 50
SMALL_PICTURE = "80px"
# What a seller's board shows, and in which order.
BOARD = (State.PAID, State.ACCEPTED, State.PACKED, State.SHIPPED, State.DELIVERED)
TODO = (State.PAID, State.ACCEPTED, State.PACKED)


@dataclass(frozen=True, slots=True)
class ItemView:
    """A frozen line with its picture."""

    item: OrderItem
    picture: Picture


@dataclass(frozen=True, slots=True)
class PartView:
    """One seller's part as people see it, with its parcel once there is one."""

    part: SellerOrder
    items: list[ItemView]
    shipment: ShipmentView | None
    steps: list["StepView"]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a part's timeline; `at` is None while it lies ahead."""

    state: str
    at: datetime | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class OrderView:
    """A whole order for its shopper."""

    order: Order
    state: str
    state_label: str
    parts: list[PartView]
    piece_count: int
    may_cancel: bool


def orders_of(*, user: User, after: UUID | None = None, limit: int = 10) -> list[OrderView]:
    """A person's orders, newest first, `limit` after `after`: 4 queries."""
    orders = _with_parts(Order.objects.filter(user=user))
    if after is not None:
        orders = orders.filter(pk__lt=after)
    return _views(list(orders.order_by("-pk")[:limit]))


def order_for(*, number: str, user: User | None, access_key: str) -> OrderView:
    """One order for its owner, or for whoever holds its key: 4 queries. Raises NotAllowed."""
    order = _with_parts(Order.objects.filter(number=number)).first()
    if order is None:
        raise NotAllowed(order=number)
    is_owner = user is not None and user.is_authenticated and order.user_id == user.pk
    if not is_owner and not compare_digest(order.access_key, access_key):
        raise NotAllowed(order=number)
    return _views([order])[0]


def seller_board(
    *, seller_id: UUID, state: str, after: UUID | None = None, limit: int = PAGE
) -> list[PartView]:
    """A seller's parts in one state, newest first, `limit` after `after`: 4 queries."""
    parts = SellerOrder.objects.for_seller(seller_id).placed().filter(state=state)
    if after is not None:
        parts = parts.filter(pk__lt=after)
    rows = parts.select_related("order", "seller").prefetch_related(_items()).order_by("-pk")
    return _part_views(list(rows[:limit]))


def seller_order(*, seller_id: UUID, number: str) -> PartView:
    """One of a seller's parts: 4 queries. Raises NotAllowed."""
    rows = SellerOrder.objects.for_seller(seller_id).placed().filter(number=number)
    part = rows.select_related("order", "seller").prefetch_related(_items()).first()
    if part is None:
        raise NotAllowed(seller_order=number)
    return _part_views([part])[0]


def board_counts(*, seller_id: UUID) -> dict[str, int]:
    """How many of a seller's parts are in each state of the board: 1 query."""
    rows = SellerOrder.objects.for_seller(seller_id).values_list("state").annotate(n=Count("pk"))
    counts = dict(rows.order_by())
    return {state.value: counts.get(state.value, 0) for state in BOARD}


@dataclass(frozen=True, slots=True)
class SellerDay:
    """A seller's figures: what waits, what is late, and sales of the last days, oldest first."""

    new: int
    packing: int
    to_ship: int
    late: int
    sales: list[tuple[datetime, Decimal]]
    sales_total: Decimal
    order_count: int


def seller_day(*, seller_id: UUID, now: datetime, days: int = 14) -> SellerDay:
    """What a shop's first page says about its orders: 2 queries."""
    own = SellerOrder.objects.for_seller(seller_id).placed()
    counts = own.aggregate(
        new=Count("pk", filter=Q(state=State.PAID)),
        packing=Count("pk", filter=Q(state=State.ACCEPTED)),
        to_ship=Count("pk", filter=Q(state=State.PACKED)),
        late=Count("pk", filter=Q(state__in=TODO, ship_by__lt=now)),
    )
    since = (now - timedelta(days=days - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    recent = own.exclude(state=State.CANCELLED).filter(order__paid_at__gte=since)
    rows = recent.values_list("order__paid_at__date").annotate(goods=Sum("goods"), n=Count("pk"))
    by_day = {day: (goods, n) for day, goods, n in rows.order_by()}
    sales = []
    for offset in range(days):
        day = since + timedelta(days=offset)
        sales.append((day, by_day.get(day.date(), (Decimal(0), 0))[0]))
    return SellerDay(
        **counts,
        sales=sales,
        sales_total=sum((amount for _day, amount in sales), Decimal(0)),
        order_count=sum(n for _goods, n in by_day.values()),
    )


def review_item(*, item_id: int, user: User) -> OrderItem:
    """A line this person bought and has received: 1 query. Raises NotAllowed."""
    item = (
        OrderItem.objects.select_related("product", "seller_order")
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


def _items() -> "Prefetch[str]":
    return Prefetch("items", OrderItem.objects.select_related("picture", "product").order_by("pk"))


def _with_parts(orders: QuerySet[Order]) -> QuerySet[Order]:
    parts = (
        SellerOrder.objects.select_related("seller").prefetch_related(_items()).order_by("number")
    )
    return orders.prefetch_related(Prefetch("parts", parts))


def _views(orders: list[Order]) -> list[OrderView]:
    parts = [part for order in orders for part in order.parts.all()]
    for part in parts:
        part.order = next(order for order in orders if order.pk == part.order_id)
    by_order: dict[UUID, list[PartView]] = {}
    for view in _part_views(parts):
        by_order.setdefault(view.part.order_id, []).append(view)
    return [_order_view(order, by_order.get(order.pk, [])) for order in orders]


def _order_view(order: Order, parts: list[PartView]) -> OrderView:
    states = [view.part.state for view in parts]
    state = rules.order_state(parts=states)
    may_cancel = state in (State.CREATED, State.PAID) and all(
        rules.may_move(start=each, end=State.CANCELLED, role="shopper") or each == State.CANCELLED
        for each in states
    )
    pieces = sum(line.item.quantity for view in parts for line in view.items)
    return OrderView(order, state, str(State(state).label), parts, pieces, may_cancel)


def _part_views(parts: list[SellerOrder]) -> list[PartView]:
    shipments = parcels.shipments_for(references=[str(part.pk) for part in parts])
    return [
        PartView(
            part=part,
            items=[
                ItemView(
                    item,
                    pictures.picture(item.picture, sizes=SMALL_PICTURE, alt=""),
                )
                for item in part.items.all()
            ],
            shipment=shipments.get(str(part.pk)),
            steps=_steps(part),
        )
        for part in parts
    ]


def _steps(part: SellerOrder) -> list[StepView]:
    """The way of a part from placing to delivery, or to its cancellation."""
    moments: list[tuple[str, datetime | None]] = [
        ("placed", part.order.placed_at),
        (State.PAID.value, part.order.paid_at),
        (State.ACCEPTED.value, part.accepted_at),
        (State.SHIPPED.value, part.shipped_at),
        (State.DELIVERED.value, part.delivered_at),
    ]
    if part.state == State.CANCELLED:
        moments = [(name, at) for name, at in moments if at is not None]
        moments.append((State.CANCELLED.value, part.cancelled_at))
    last = max(index for index, (_name, at) in enumerate(moments) if at is not None)
    return [StepView(name, at, index == last) for index, (name, at) in enumerate(moments)]
