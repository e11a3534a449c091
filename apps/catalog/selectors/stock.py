"""Proof that the figures of stock are what their movements and reservations say."""

from dataclasses import dataclass

from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from apps.catalog.models import Reservation, Stock, StockMovement

MOST_DIFFERENCES = 1000


@dataclass(frozen=True, slots=True)
class StockSize:
    """How much there was to check."""

    rows: int
    movements: int
    reservations: int


def stock_differences() -> list[str]:
    """What is wrong with the stock, a sentence each, at most 1000; empty when it is right.

    3 queries, each a snapshot of its own, so that what moves meanwhile is no difference.
    """
    drifted = (
        Stock.objects.annotate(
            moved=_sum(StockMovement, "on_hand"),
            moved_reserved=_sum(StockMovement, "reserved"),
            held=_sum(Reservation, "quantity"),
        )
        .exclude(Q(on_hand=F("moved")) & Q(reserved=F("moved_reserved")) & Q(reserved=F("held")))
        .order_by("pk")
        .values_list(
            *("offer__sku", "warehouse_id", "on_hand", "reserved"),
            *("moved", "moved_reserved", "held"),
        )
    )
    place = Stock.objects.filter(offer=OuterRef("offer"), warehouse=OuterRef("warehouse"))
    homeless = (
        rows.filter(~Exists(place)).order_by("pk").values_list("offer__sku", "warehouse_id")
        for rows in (StockMovement.objects.all(), Reservation.objects.all())
    )
    return [
        *(
            f"{sku} in warehouse {warehouse}: on hand {on_hand}, its movements say {moved}; "
            f"reserved {reserved}, movements say {moved_reserved}, reservations hold {held}"
            for sku, warehouse, on_hand, reserved, moved, moved_reserved, held in drifted[
                :MOST_DIFFERENCES
            ]
        ),
        *(
            f"{sku} in warehouse {warehouse}: something moved or is held, but there is no stock row"
            for rows in homeless
            for sku, warehouse in rows[:MOST_DIFFERENCES]
        ),
    ]


def stock_size() -> StockSize:
    """How many rows, movements and reservations there are: 3 queries."""
    return StockSize(
        Stock.objects.count(), StockMovement.objects.count(), Reservation.objects.count()
    )


def _sum(model: type[StockMovement] | type[Reservation], column: str) -> Coalesce:
    rows = model._default_manager.filter(offer=OuterRef("offer"), warehouse=OuterRef("warehouse"))
    total = rows.order_by().values("offer").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)
