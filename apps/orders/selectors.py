"""What orders' pages show: a shopper's orders, one order with its parcels, a seller's board."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, Prefetch, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.catalog import selectors as shelves
from apps.core.errors import NotAllowed
from apps.core.models import AuditEntry
from apps.core.queues import Found, Queue, measure
from apps.core.selectors import audit_of
from apps.core.texts import Said, say
from apps.media import selectors as pictures
from apps.media.rules import Picture
from apps.orders import rules
from apps.orders.models import Order, OrderItem, SellerOrder, State
from apps.payments import selectors as payments
from apps.payments.models import LedgerTransaction, Payment
from apps.shipping import selectors as parcels
from apps.shipping.selectors import ShipmentView

PAGE = 50
SMALL_PICTURE = "80px"
# What a seller's board shows, and in which order; a tab gathers the states behind it.
TABS: dict[State, tuple[State, ...]] = {
    State.PAID: (State.PAID,),
    State.ACCEPTED: (State.ACCEPTED,),
    State.PACKED: (State.PACKED,),
    State.SHIPPED: (State.SHIPPED,),
    State.DELIVERED: (State.DELIVERED, State.COMPLETED),
    State.CANCELLED: (State.CANCELLED,),
}
BOARD = tuple(TABS)
TODO = (State.PAID, State.ACCEPTED, State.PACKED)
# A parcel's state, not a part's: the courier has it on today's round.
WITH_COURIER = "out_for_delivery"
# What a shopper reads on the timeline.
STEPS = {
    "placed": _("Placed"),
    State.PAID.value: _("Paid"),
    State.ACCEPTED.value: _("Being packed"),
    State.SHIPPED.value: _("Handed over"),
    WITH_COURIER: _("With the courier"),
    State.DELIVERED.value: _("Received"),
    State.CANCELLED.value: _("Cancelled"),
}


@dataclass(frozen=True, slots=True)
class ItemView:
    """A frozen line with its picture; title and options as the reader's language has them."""

    item: OrderItem
    picture: Picture
    title: Said
    options_text: str
    url: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One seller's part as people see it, with its parcel once there is one."""

    part: SellerOrder
    items: list[ItemView]
    shipment: ShipmentView | None
    steps: list["StepView"]

    @property
    def seller_gets(self) -> Decimal:
        """What is left of the goods' price for the seller, in the order's currency."""
        return self.part.goods - self.part.commission - self.part.commission_vat


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a part's timeline; `at` is None while it lies ahead."""

    state: str
    label: str
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

    @property
    def is_one_parcel(self) -> bool:
        return len(self.parts) == 1

    @property
    def is_just_paid(self) -> bool:
        """Paid, and nobody has begun to pack: the moment to say thank you."""
        return all(view.part.state == State.PAID for view in self.parts)


def orders_of(*, user: User, after: UUID | None = None, limit: int = 10) -> list[OrderView]:
    """A person's orders, newest first, `limit` after `after`: 4 queries."""
    orders = _with_parts(Order.objects.filter(user=user))
    if after is not None:
        orders = orders.filter(pk__lt=after)
    return _views(list(orders.order_by("-pk")[:limit]))


def own_orders(*, user: User) -> QuerySet[Order]:
    """A person's orders with their parts, for a paginator: 3 queries a page; show them with
    `order_views`."""
    return _with_parts(Order.objects.filter(user=user))


def order_views(*, orders: Sequence[Order]) -> list[OrderView]:
    """Orders of `own_orders` as people see them: 1 query."""
    return _views(list(orders))


def order_for(*, number: str, user: User | None, access_key: str) -> OrderView:
    """One order for its owner, or for whoever holds its key: 4 queries. Raises NotAllowed."""
    order = _with_parts(Order.objects.filter(number=number)).first()
    if order is None:
        raise NotAllowed(order=number)
    is_owner = user is not None and user.is_authenticated and order.user_id == user.pk
    if not is_owner and not constant_time_compare(order.access_key, access_key):
        raise NotAllowed(order=number)
    return _views([order])[0]


def seller_board(
    *, seller_id: UUID, state: str, after: UUID | None = None, limit: int = PAGE
) -> list[PartView]:
    """A seller's parts on one tab, `limit` after `after`: those to work on by deadline, the others
    newest first. 4 queries."""
    own = SellerOrder.objects.for_seller(seller_id).placed()
    parts = own.filter(state__in=TABS[State(state)])
    if state in TODO:
        return _rows(_after_deadline(parts, after).order_by("ship_by", "pk")[:limit])
    if after is not None:
        parts = parts.filter(pk__lt=after)
    return _rows(parts.order_by("-pk")[:limit])


def to_ship(*, seller_id: UUID, limit: int = 6) -> list[PartView]:
    """What a seller has yet to hand over, the nearest deadline first: 4 queries."""
    parts = SellerOrder.objects.for_seller(seller_id).filter(state__in=TODO)
    return _rows(parts.order_by("ship_by", "pk")[:limit])


def seller_order(*, seller_id: UUID, number: str) -> PartView:
    """One of a seller's parts: 4 queries. Raises NotAllowed."""
    parts = _rows(SellerOrder.objects.for_seller(seller_id).placed().filter(number=number))
    if not parts:
        raise NotAllowed(seller_order=number)
    return parts[0]


def own_numbers(*, seller_id: UUID, order_ids: Collection[str]) -> dict[str, str]:
    """The number of a seller's part of each of these orders: 1 query."""
    rows = SellerOrder.objects.for_seller(seller_id).filter(order_id__in=order_ids)
    return {str(order_id): number for order_id, number in rows.values_list("order_id", "number")}


def board_counts(*, seller_id: UUID) -> dict[str, int]:
    """How many of a seller's parts are on each tab of the board: 1 query."""
    rows = SellerOrder.objects.for_seller(seller_id).values_list("state").annotate(n=Count("pk"))
    counts = dict(rows.order_by())
    return {
        tab.value: sum(counts.get(state, 0) for state in states) for tab, states in TABS.items()
    }


@dataclass(frozen=True, slots=True)
class Task:
    """What waits in one state: how many parts, until when the nearest, how many are late."""

    state: str
    count: int
    ship_by: datetime | None
    late_count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A week's figure beside the week before, and its days, oldest first."""

    this_week: Decimal
    week_before: Decimal
    days: list[Decimal]

    @property
    def change_percent(self) -> int | None:
        """How much it grew; None when there is nothing to compare with."""
        if not self.week_before:
            return None
        return round((self.this_week - self.week_before) * 100 / self.week_before)


@dataclass(frozen=True, slots=True)
class SellerDay:
    """A seller's first page: what waits, and how the last week went."""

    tasks: list[Task]
    revenue: Figure
    orders: Figure
    cancelled: Figure


def seller_day(*, seller_id: UUID, now: datetime) -> SellerDay:
    """What a shop's first page says about its orders, by days of the market: 2 queries."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in range(13, -1, -1)]
    own = SellerOrder.objects.for_seller(seller_id).placed()
    recent = own.filter(order__paid_at__date__gte=days[0])
    # Kept sales only: what was cancelled is counted, but is no revenue.
    kept = ~Q(state=State.CANCELLED)
    rows = {
        day: figures
        for day, *figures in recent.values_list("order__paid_at__date")
        .annotate(
            goods=Sum("goods", filter=kept),
            kept=Count("pk", filter=kept),
            cancelled=Count("pk", filter=~kept),
        )
        .order_by()
    }
    by_day = [rows.get(day, [Decimal(0)] * 3) for day in days]
    revenue, orders, cancelled = (_figure([row[i] for row in by_day]) for i in range(3))
    return SellerDay(_tasks(own, now), revenue, orders, cancelled)


def _tasks(own: QuerySet[SellerOrder], now: datetime) -> list[Task]:
    rows = {
        state: Task(state, count, ship_by, late)
        for state, count, ship_by, late in own.filter(state__in=TODO)
        .values_list("state")
        .annotate(
            count=Count("pk"), nearest=Min("ship_by"), late=Count("pk", filter=Q(ship_by__lt=now))
        )
        .order_by()
    }
    return [rows.get(state.value, Task(state.value, 0, None, 0)) for state in TODO]


def _figure(days: Sequence[Decimal | int | None]) -> Figure:
    numbers = [Decimal(number or 0) for number in days]
    return Figure(sum(numbers[7:], Decimal(0)), sum(numbers[:7], Decimal(0)), numbers)


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


def _after_deadline(parts: QuerySet[SellerOrder], after: UUID | None) -> QuerySet[SellerOrder]:
    """Those behind a part in the order of deadlines, then of ids."""
    if after is None:
        return parts
    last = SellerOrder.objects.filter(pk=after).values("ship_by")[:1]
    return parts.filter(Q(ship_by__gt=Subquery(last)) | Q(ship_by=Subquery(last), pk__gt=after))


def _rows(parts: QuerySet[SellerOrder]) -> list[PartView]:
    return _part_views(list(parts.select_related("order", "seller").prefetch_related(_items())))


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
            items=[item_view(item) for item in part.items.all()],
            shipment=(shipment := shipments.get(str(part.pk))),
            steps=_steps(part, shipment),
        )
        for part in parts
    ]


def item_view(item: OrderItem) -> ItemView:
    """A line as it is shown; its picture and product must be loaded. No query."""
    return ItemView(
        item,
        pictures.picture(item.picture, sizes=SMALL_PICTURE, alt=""),
        say(item.title),
        ", ".join(str(say(option["value"])) for option in item.options),
        shelves.product_url(item.product),
    )


def _steps(part: SellerOrder, shipment: ShipmentView | None) -> list[StepView]:
    """The way of a part from placing to delivery, or to its cancellation."""
    on_round = (
        [step.at for step in shipment.steps if step.state == WITH_COURIER] if shipment else []
    )
    moments: list[tuple[str, datetime | None]] = [
        ("placed", part.order.placed_at),
        (State.PAID.value, part.order.paid_at),
        (State.ACCEPTED.value, part.accepted_at),
        (State.SHIPPED.value, part.shipped_at),
        (WITH_COURIER, max(on_round, default=None)),
        (State.DELIVERED.value, part.delivered_at),
    ]
    if part.state == State.CANCELLED:
        moments = [(name, at) for name, at in moments if at is not None]
        moments.append((State.CANCELLED.value, part.cancelled_at))
    last = max(index for index, (_name, at) in enumerate(moments) if at is not None)
    return [
        StepView(name, str(STEPS[name]), at, index == last)
        for index, (name, at) in enumerate(moments)
    ]


@dataclass(frozen=True, slots=True)
class OrderFile:
    """All that is known of an order, for staff: parts with parcels, payments with their tries and
    refunds, the ledger's movements, and what was done by hand."""

    view: OrderView
    payments: list[Payment]
    movements: list[LedgerTransaction]
    audit: list[AuditEntry]


def order_file(*, order_id: UUID) -> OrderFile:
    """One order's file: 11 queries, however many parts. Raises NotAllowed."""
    order = _with_parts(Order.objects.filter(pk=order_id)).first()
    if order is None:
        raise NotAllowed(order=str(order_id))
    reference = str(order.pk)
    subjects = [f"order:{order.pk}", *(f"seller_order:{part.pk}" for part in order.parts.all())]
    return OrderFile(
        view=_views([order])[0],
        payments=payments.payments_for(references=[reference]),
        movements=payments.movements_for(references=[reference]),
        audit=audit_of(subjects=subjects),
    )


def queues(*, now: datetime) -> list[Queue]:
    """What waits in orders: unpaid ones past their time, and parts that are late: 2 queries."""
    parts = "admin:orders_sellerorder_changelist"
    unpaid, unpaid_since = measure(SellerOrder.objects.unpaid(now=now), since="created_at")
    late, late_since = measure(SellerOrder.objects.late(now=now), since="ship_by")
    return [
        Queue(_("Unpaid past their time"), unpaid, unpaid_since, parts, "wait=unpaid"),
        Queue(_("Late to dispatch"), late, late_since, parts, "wait=late"),
    ]


@dataclass(frozen=True, slots=True)
class MarketDay:
    """A day's figures; `revenue` is what was paid, goods and delivery, in `currency`."""

    placed: int
    paid: int
    revenue: Decimal
    currency: str


def market_day(*, since: datetime) -> MarketDay:
    """Orders placed and paid since then: 2 queries."""
    paid = Order.objects.filter(paid_at__gte=since).aggregate(n=Count("pk"), total=Sum("total"))
    return MarketDay(
        placed=Order.objects.filter(placed_at__gte=since).count(),
        paid=paid["n"],
        revenue=paid["total"] or Decimal(0),
        currency=settings.MARKET_CURRENCY,
    )


def find(*, text: str) -> list[Found]:
    """Orders by the beginning of their number or the shopper's e-mail, for staff: 1 query."""
    wanted = Q(number__startswith=text.upper()) | Q(email__iexact=text)
    rows = Order.objects.filter(wanted).order_by("-pk")[:5]
    return [Found(row.number, _("Order"), "admin:orders_order_change", row.pk) for row in rows]
