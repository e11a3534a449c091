"""Free pieces of many offers at once."""

from collections.abc import Mapping
from uuid import UUID

from apps.catalog.models import MovementKind, Stock, StockMovement
from apps.catalog.services.offers import MAX_STOCK
from apps.core.errors import NotAllowed
from apps.sellers.models import Warehouse


def write_free_quantities(
    *, seller_id: UUID, wanted: Mapping[UUID, int], are_differences: bool = False
) -> dict[UUID, list[int]]:
    """Set free pieces in the shop's default warehouse (0 to `MAX_STOCK`), or move them by
    differences as far as there are pieces; returns [before, after] of those that changed. For a
    caller that knows whose offers they are and refreshes their cards. A fixed number of queries for
    every 500. Raises NotAllowed for a shop without a warehouse."""
    if not wanted:
        return {}
    warehouse = Warehouse.objects.filter(seller_id=seller_id, is_default=True).first()
    if warehouse is None:
        raise NotAllowed(seller=str(seller_id))
    Stock.objects.bulk_create(
        [Stock(offer_id=pk, warehouse=warehouse) for pk in sorted(wanted)], ignore_conflicts=True
    )
    rows = Stock.objects.filter(offer__in=wanted, warehouse=warehouse)
    moved: list[tuple[Stock, int]] = []
    told: dict[UUID, list[int]] = {}
    # In the order checkouts take them.
    for row in rows.select_for_update().order_by("pk"):
        before = row.on_hand - row.reserved
        after = wanted[row.offer_id]
        if are_differences:
            after = min(max(0, before + after), MAX_STOCK)
        if after != before:
            row.on_hand += after - before
            moved.append((row, after - before))
            told[row.offer_id] = [before, after]
    Stock.objects.bulk_update([row for row, _delta in moved], ["on_hand"], batch_size=500)
    StockMovement.objects.bulk_create(
        [
            StockMovement(
                offer_id=row.offer_id,
                warehouse=warehouse,
                kind=MovementKind.COUNTED,
                on_hand=delta,
            )
            for row, delta in moved
        ],
        batch_size=500,
    )
    return told
