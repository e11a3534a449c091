"""A seller's board, and how the shop's last week went."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from apps.core.errors import NotAllowed
from apps.orders.models import SellerOrder, State
from apps.orders.selectors.views import PartView, part_rows

PAGE = 50
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


def seller_board(
    *, seller_id: UUID, state: str, after: UUID | None = None, limit: int = PAGE
) -> list[PartView]:
    """A seller's parts on one tab, `limit` after `after`: those to work on by deadline, the others
    newest first. 4 queries."""
    own = SellerOrder.objects.for_seller(seller_id).placed()
    parts = own.filter(state__in=TABS[State(state)])
    if state in TODO:
        return part_rows(_after_deadline(parts, after).order_by("ship_by", "pk")[:limit])
    if after is not None:
        parts = parts.filter(pk__lt=after)
    return part_rows(parts.order_by("-pk")[:limit])


def to_ship(*, seller_id: UUID, limit: int = 6) -> list[PartView]:
    """What a seller has yet to hand over, the nearest deadline first: 4 queries."""
    parts = SellerOrder.objects.for_seller(seller_id).filter(state__in=TODO)
    return part_rows(parts.order_by("ship_by", "pk")[:limit])


def seller_order(*, seller_id: UUID, number: str) -> PartView:
    """One of a seller's parts: 4 queries. Raises NotAllowed."""
    parts = part_rows(SellerOrder.objects.for_seller(seller_id).placed().filter(number=number))
    if not parts:
        raise NotAllowed(seller_order=number)
    return parts[0]


def sum_of_part(*, seller_id: UUID, part_id: UUID) -> Decimal:
    """What goes back to the shopper when a seller cancels this part: 1 query. Raises NotAllowed."""
    rows = SellerOrder.objects.for_seller(seller_id).filter(pk=part_id)
    sums = rows.values_list("goods", "delivery").first()
    if sums is None:
        raise NotAllowed(seller_order=str(part_id))
    return sum(sums, Decimal(0))


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


def _after_deadline(parts: QuerySet[SellerOrder], after: UUID | None) -> QuerySet[SellerOrder]:
    """Those behind a part in the order of deadlines, then of ids."""
    if after is None:
        return parts
    last = SellerOrder.objects.filter(pk=after).values("ship_by")[:1]
    return parts.filter(Q(ship_by__gt=Subquery(last)) | Q(ship_by=Subquery(last), pk__gt=after))
