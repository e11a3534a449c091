"""Orders as people see them: a whole order, one seller's part of it, a line, a step on the way."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.catalog import selectors as shelves
from apps.core.texts import Said, say
from apps.media import selectors as pictures
from apps.media.rules import Picture
from apps.orders import rules
from apps.orders.models import Order, OrderItem, SellerOrder, State
from apps.shipping import selectors as parcels
from apps.shipping.selectors import ShipmentView

SMALL_PICTURE = "80px"
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


def with_parts(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders with their parts and lines: 2 queries more, however many."""
    parts = (
        SellerOrder.objects.select_related("seller")
        .prefetch_related(items_in_order())
        .order_by("number")
    )
    return orders.prefetch_related(Prefetch("parts", parts))


def items_in_order() -> "Prefetch[str]":
    """The lines of parts with picture and product: 1 query more."""
    return Prefetch("items", OrderItem.objects.select_related("picture", "product").order_by("pk"))


def shown_orders(orders: list[Order]) -> list[OrderView]:
    """Orders that came `with_parts`, as people see them: 1 query."""
    parts = [part for order in orders for part in order.parts.all()]
    for part in parts:
        part.order = next(order for order in orders if order.pk == part.order_id)
    by_order: dict[UUID, list[PartView]] = {}
    for view in shown_parts(parts):
        by_order.setdefault(view.part.order_id, []).append(view)
    return [_order_view(order, by_order.get(order.pk, [])) for order in orders]


def part_rows(parts: QuerySet[SellerOrder]) -> list[PartView]:
    """Parts as people see them: 4 queries."""
    return shown_parts(
        list(parts.select_related("order", "seller").prefetch_related(items_in_order()))
    )


def _order_view(order: Order, parts: list[PartView]) -> OrderView:
    states = [view.part.state for view in parts]
    state = rules.order_state(parts=states)
    may_cancel = state in (State.CREATED, State.PAID) and all(
        rules.may_move(start=each, end=State.CANCELLED, role="shopper") or each == State.CANCELLED
        for each in states
    )
    pieces = sum(line.item.quantity for view in parts for line in view.items)
    return OrderView(order, state, str(State(state).label), parts, pieces, may_cancel)


def shown_parts(parts: list[SellerOrder]) -> list[PartView]:
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
        options_text(item),
        shelves.product_url(item.product),
    )


def options_text(item: OrderItem) -> str:
    """What a line was chosen as, in the reader's words: `Red, M`; empty for goods of one kind."""
    return ", ".join(str(say(option["value"])) for option in item.options)


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
