"""The queue of moderation: each member of staff takes the oldest version that nobody else has."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, IntegerField, Q, When

from apps.catalog.models import ProductRevision, RevisionState
from apps.core.actors import Actor
from apps.core.errors import NotAllowed

# So long a version is somebody's own: who goes to lunch doesn't keep it.
CLAIMED_FOR = timedelta(minutes=15)


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


def _may_moderate(by: Actor) -> None:
    if by.role != "staff":
        raise NotAllowed(role=by.role)
