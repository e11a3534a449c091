"""Cards that are perhaps one thing: found at night, merged or told apart by staff."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.catalog.models import Product, SuspectedDuplicate, SuspicionKind, SuspicionState
from apps.catalog.services.merging import merge_products
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, NotAllowed

# Nobody looks through more: the rest is found as these are decided on.
MAX_OPEN = 2_000
BATCH = 200
Pair = tuple[UUID, UUID, str]


def find_duplicates(*, now: datetime) -> int:
    """Bring the list of suspected duplicates up to date: what is no longer true goes, new pairs
    come while there is room, those of barcodes first. Returns how many came. Safe to repeat, and
    beside itself: a pair is there once, and one that was decided on does not come again."""
    rows = SuspectedDuplicate.objects.all()
    rows.drop_untrue()
    found = 0
    for kind in SuspicionKind:
        open_count = rows.filter(state=SuspicionState.OPEN)[:MAX_OPEN].count()
        pairs = rows.alike(kind, most=MAX_OPEN - open_count) if open_count < MAX_OPEN else []
        for start in range(0, len(pairs), BATCH):
            found += _suspect(pairs[start : start + BATCH], kind, now)
    return found


@transaction.atomic
def dismiss_duplicate(*, suspicion_id: int, by: Actor, now: datetime) -> None:
    """Two cards are not the same thing, and are never suspected again. Raises NotAllowed (not
    staff, unknown), Conflict (decided already)."""
    suspicion = _held(suspicion_id, by)
    suspicion.state, suspicion.decided_at = SuspicionState.DISMISSED, now
    suspicion.decided_by_id = by.user_id
    suspicion.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record(
        actor=by,
        action="catalog.duplicate_dismissed",
        subject=f"product:{suspicion.second_id}",
        after={"other": str(suspicion.first_id)},
    )


@transaction.atomic
def merge_suspected(*, suspicion_id: int, stays_id: UUID, by: Actor) -> None:
    """Merge the two suspected cards into the one that stays. Raises as `merge_products`, and
    Conflict (decided already)."""
    found = SuspectedDuplicate.objects.filter(pk=suspicion_id).first()
    if found is None or stays_id not in (found.first_id, found.second_id):
        raise NotAllowed(suspicion=suspicion_id)
    goes_id = found.second_id if stays_id == found.first_id else found.first_id
    # Cards before suspicions, as every merge holds them.
    list(Product.objects.select_for_update().filter(pk__in=(stays_id, goes_id)).order_by("pk"))
    _held(suspicion_id, by)
    merge_products(survivor_id=stays_id, duplicate_id=goes_id, by=by)


@transaction.atomic
def _suspect(pairs: Sequence[Pair], kind: SuspicionKind, now: datetime) -> int:
    """Write pairs of cards that are still on sale. The cards are held in key order first: an insert
    refers to them in no order, and would meet a merge halfway."""
    ids = {pk for first, second, _word in pairs for pk in (first, second)}
    cards = Product.objects.listed().filter(pk__in=ids).select_for_update(no_key=True)
    live = set(cards.order_by("pk").values_list("pk", flat=True))
    known = SuspectedDuplicate.objects.filter(first__in=live, second__in=live)
    there = set(known.values_list("first", "second"))
    new = [
        SuspectedDuplicate(first_id=first, second_id=second, kind=kind, word=word, found_at=now)
        for first, second, word in pairs
        if {first, second} <= live and (first, second) not in there
    ]
    SuspectedDuplicate.objects.bulk_create(new)
    return len(new)


def _held(suspicion_id: int, by: Actor) -> SuspectedDuplicate:
    if by.role != "staff":
        raise NotAllowed(role=by.role)
    rows = SuspectedDuplicate.objects.select_for_update()
    suspicion = rows.filter(pk=suspicion_id).first()
    if suspicion is None:
        raise NotAllowed(suspicion=suspicion_id)
    if suspicion.state != SuspicionState.OPEN:
        raise Conflict(_("Somebody has decided on these cards already."))
    return suspicion
