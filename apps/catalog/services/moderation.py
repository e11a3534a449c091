"""The queue of moderation: each member of staff takes the oldest version that nobody else has."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, When
from django.utils.translation import gettext as _

from apps.catalog.models import ProductRevision, RevisionState
from apps.catalog.rules.record import RECORD, is_good_record
from apps.catalog.services.cards import approve_revision
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed

# So long a version is somebody's own: who goes to lunch doesn't keep it.
CLAIMED_FOR = timedelta(minutes=15)
MAX_AT_ONCE = 50


@transaction.atomic
def claim_next(*, by: Actor, now: datetime) -> ProductRevision | None:
    """The version that this member of staff has already, else the oldest that nobody has, theirs
    for `CLAIMED_FOR`; None when there is none. Raises NotAllowed (not staff)."""
    _may_moderate(by)
    mine = Q(claimed_by=by.user_id, claimed_until__gt=now)
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = ProductRevision.objects.filter(mine | free, state=RevisionState.WAITING)
    first = Case(When(mine, then=0), default=1, output_field=IntegerField())
    # Rows that somebody takes at this moment are passed over.
    revision = waiting.order_by(first, "pk").select_for_update(skip_locked=True).first()
    if revision is None:
        return None
    revision.claimed_by_id, revision.claimed_until = by.user_id, now + CLAIMED_FOR
    revision.save(update_fields=["claimed_by", "claimed_until"])
    return revision


@transaction.atomic
def put_aside(*, revision_id: int, by: Actor, now: datetime) -> None:
    """Leave a version for later: nobody is offered it for `CLAIMED_FOR`. One that somebody else has
    meanwhile stays theirs. Raises NotAllowed (not staff)."""
    _may_moderate(by)
    not_others = Q(claimed_by=by.user_id) | Q(claimed_until=None) | Q(claimed_until__lte=now)
    rows = ProductRevision.objects.filter(not_others, pk=revision_id, state=RevisionState.WAITING)
    rows.update(claimed_by=None, claimed_until=now + CLAIMED_FOR)


@transaction.atomic
def approve_several(*, revision_ids: Collection[int], by: Actor, now: datetime) -> int:
    """Approve versions without a look at each, all or none; only those of shops with a good record.
    What was decided meanwhile is passed over. Returns how many were approved.

    Raises NotAllowed (not staff), Invalid (too many, or one whose content is not in order),
    Conflict (a shop without such a record).
    """
    _may_moderate(by)
    ids = set(revision_ids)
    if not ids or len(ids) > MAX_AT_ONCE:
        raise Invalid(_("Choose 1 to %(max)d versions.") % {"max": MAX_AT_ONCE})
    waiting = ProductRevision.objects.filter(pk__in=ids, state=RevisionState.WAITING)
    rows = list(waiting.select_related("product__author").order_by("product_id"))
    good = good_records(seller_ids={row.product.author_id for row in rows}, now=now)
    for row in rows:
        if row.product.author_id not in good:
            text = _("Look at those of %(shop)s one by one: it has no long good record.")
            raise Conflict(text % {"shop": row.product.author.name})
    for row in rows:
        approve_revision(revision_id=row.pk, by=by, now=now)
    return len(rows)


def good_records(*, seller_ids: Collection[UUID], now: datetime) -> set[UUID]:
    """Which of these shops have a good record: 1 query."""
    decided = ProductRevision.objects.filter(
        product__author__in=seller_ids, decided_by__isnull=False, decided_at__gt=now - RECORD
    )
    counts = decided.values("product__author").annotate(
        approved=Count("pk", filter=Q(state=RevisionState.APPROVED)),
        refused=Count("pk", filter=Q(state=RevisionState.REJECTED)),
    )
    return {
        row["product__author"]
        for row in counts.order_by()
        if is_good_record(approved=row["approved"], refused=row["refused"])
    }


def _may_moderate(by: Actor) -> None:
    if by.role != "staff":
        raise NotAllowed(role=by.role)
