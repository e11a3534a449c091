"""Stock: set aside, let go, sent out, taken back. Every change leaves a movement behind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from apps.catalog.events import AvailabilityChanged
from apps.catalog.models import MovementKind, Offer, Reservation, Stock, StockMovement
from apps.catalog.rules import Allocation, Shelf, StockLine, allocate
from apps.core.errors import OutOfStock
from apps.core.events import publish


@transaction.atomic
def reserve_stock(
    *, reference: str, lines: Sequence[StockLine], until: datetime | None
) -> list[Allocation]:
    """Set pieces aside for `reference` until a moment: all lines or none.

    Each row is taken by one conditional UPDATE, in primary-key order, so that two checkouts never
    wait for each other in a ring. Reserving again for the same reference gives the same pieces.
    Raises OutOfStock with the lines that failed: offer, asked, free.
    """
    known = list(Reservation.objects.filter(reference=reference).order_by("pk"))
    if known:
        return [Allocation(row.offer_id, row.warehouse_id, row.quantity) for row in known]
    plan = sorted(_plan(lines), key=lambda taken: taken[0].stock_id)
    for shelf, quantity in plan:
        rows = Stock.objects.filter(pk=shelf.stock_id, on_hand__gte=F("reserved") + quantity)
        if not rows.update(reserved=F("reserved") + quantity):
            raise OutOfStock(lines=_short(lines))
    allocations = [Allocation(s.offer_id, s.warehouse_id, quantity) for s, quantity in plan]
    Reservation.objects.bulk_create(
        Reservation(
            reference=reference,
            offer_id=each.offer_id,
            warehouse_id=each.warehouse_id,
            quantity=each.quantity,
            until=until,
        )
        for each in allocations
    )
    _move(MovementKind.RESERVED, allocations, reference=reference, reserved=1)
    _tell_if_emptied(allocations)
    return allocations


def keep_reservation(*, reference: str) -> None:
    """The sale is certain: the pieces stay set aside until they are sent out or let go."""
    Reservation.objects.filter(reference=reference).update(until=None)


@transaction.atomic
def release_stock(*, reference: str) -> None:
    """Let reserved pieces go back on sale. Releasing twice changes nothing."""
    allocations = _end(reference)
    for each in allocations:
        _row(each).update(reserved=F("reserved") - each.quantity)
    _move(MovementKind.RELEASED, allocations, reference=reference, reserved=-1)
    _tell_if_back(allocations)


@transaction.atomic
def dispatch_stock(*, reference: str) -> None:
    """Reserved pieces leave the warehouse. Dispatching twice changes nothing."""
    allocations = _end(reference)
    for each in allocations:
        _row(each).update(
            reserved=F("reserved") - each.quantity, on_hand=F("on_hand") - each.quantity
        )
    _move(MovementKind.DISPATCHED, allocations, reference=reference, on_hand=-1, reserved=-1)


@transaction.atomic
def return_stock(*, reference: str, lines: Sequence[Allocation]) -> None:
    """Sent pieces are back in the warehouse and may be sold again. The caller sees to it that this
    happens once."""
    ordered = sorted(lines, key=lambda each: (str(each.offer_id), each.warehouse_id))
    for each in ordered:
        _row(each).update(on_hand=F("on_hand") + each.quantity)
    _move(MovementKind.RETURNED, ordered, reference=reference, on_hand=1)
    _tell_if_back(ordered)


def _plan(lines: Sequence[StockLine]) -> list[tuple[Shelf, int]]:
    shelves: defaultdict[UUID, list[Shelf]] = defaultdict(list)
    rows = Stock.objects.filter(offer_id__in=[line.offer_id for line in lines])
    for pk, offer_id, warehouse_id, on_hand, reserved in rows.values_list(
        "pk", "offer_id", "warehouse_id", "on_hand", "reserved"
    ):
        shelves[offer_id].append(Shelf(pk, offer_id, warehouse_id, on_hand - reserved))
    plan = []
    for line in lines:
        taken = allocate(quantity=line.quantity, shelves=shelves[line.offer_id])
        if sum(quantity for _shelf, quantity in taken) < line.quantity:
            raise OutOfStock(lines=_short(lines))
        plan += taken
    return plan


def _short(lines: Sequence[StockLine]) -> list[dict[str, object]]:
    free: defaultdict[UUID, int] = defaultdict(int)
    rows = Stock.objects.filter(offer_id__in=[line.offer_id for line in lines])
    for offer_id, on_hand, reserved in rows.values_list("offer_id", "on_hand", "reserved"):
        free[offer_id] += on_hand - reserved
    return [
        {"offer_id": str(line.offer_id), "asked": line.quantity, "free": free[line.offer_id]}
        for line in lines
        if free[line.offer_id] < line.quantity
    ]


def _end(reference: str) -> list[Allocation]:
    """Delete a reference's reservations; what they held, in the order of their stock rows."""
    rows = Reservation.objects.select_for_update().filter(reference=reference).order_by("pk")
    held = [Allocation(row.offer_id, row.warehouse_id, row.quantity) for row in rows]
    Reservation.objects.filter(reference=reference).delete()
    places = Stock.objects.filter(offer_id__in=[each.offer_id for each in held])
    keys = {(o, w): pk for pk, o, w in places.values_list("pk", "offer_id", "warehouse_id")}
    return sorted(held, key=lambda each: keys[each.offer_id, each.warehouse_id])


def _row(each: Allocation) -> QuerySet[Stock]:
    return Stock.objects.filter(offer_id=each.offer_id, warehouse_id=each.warehouse_id)


def _move(
    kind: MovementKind,
    allocations: Iterable[Allocation],
    *,
    reference: str,
    on_hand: int = 0,
    reserved: int = 0,
) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(
            offer_id=each.offer_id,
            warehouse_id=each.warehouse_id,
            kind=kind,
            on_hand=on_hand * each.quantity,
            reserved=reserved * each.quantity,
            reference=reference,
        )
        for each in allocations
    )


def _tell_if_emptied(allocations: Sequence[Allocation]) -> None:
    """Lists show whether a card can be bought: tell of those whose last free piece has gone.

    By an event, not a call: a checkout that holds stock rows must not also wait for card rows,
    which another checkout of the same card may hold while it waits for stock.
    """
    offers = {each.offer_id for each in allocations}
    with_pieces = Stock.objects.filter(offer_id__in=offers, reserved__lt=F("on_hand"))
    emptied = offers - set(with_pieces.values_list("offer_id", flat=True))
    _tell(Offer.objects.filter(pk__in=emptied))


def _tell_if_back(allocations: Sequence[Allocation]) -> None:
    """Pieces came back: tell of the cards that lists call sold out, or sold by somebody else."""
    offers = {each.offer_id for each in allocations}
    shown = F("product__featured_offer_id")
    _tell(Offer.objects.filter(pk__in=offers).exclude(pk=shown, product__is_in_stock=True))


def _tell(offers: QuerySet[Offer]) -> None:
    products = tuple(sorted(set(offers.values_list("product_id", flat=True))))
    if products:
        publish(AvailabilityChanged(products))
