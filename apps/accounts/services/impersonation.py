"""Support looks at the shop with a customer's eyes: for a reason, for a while, touching nothing."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import Impersonation, User
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Forbidden, NotAllowed


@transaction.atomic
def start_impersonation(*, user_id: UUID, by: Actor, now: datetime) -> Impersonation:
    """Let a member of staff see the shop as this customer for `IMPERSONATION_TTL`; an earlier look
    of theirs ends. `by` carries the reason. Raises NotAllowed (not staff, unknown, closed),
    Forbidden (oneself, or somebody who is staff)."""
    staff = User.objects.select_for_update().filter(pk__in=[by.user_id], is_staff=True).first()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if by.role != "staff" or staff is None or user is None:
        raise NotAllowed(user=str(user_id))
    if user.pk == staff.pk or user.is_staff:
        raise Forbidden(_("Nobody looks with the eyes of staff."))
    end_impersonation(staff=staff, now=now)
    look = Impersonation.objects.create(
        staff=staff,
        user=user,
        reason=by.reason,
        started_at=now,
        until=now + settings.IMPERSONATION_TTL,
    )
    audit.record(
        actor=by,
        action="accounts.impersonation_started",
        subject=f"user:{user_id}",
        after={"until": look.until},
    )
    return look


@transaction.atomic
def end_impersonation(*, staff: User, now: datetime) -> None:
    """See with one's own eyes again. Ending none changes nothing."""
    looks = Impersonation.objects.select_for_update().filter(staff=staff, ended_at=None)
    for look in looks.order_by("pk"):
        look.ended_at = min(now, look.until)
        look.save(update_fields=["ended_at"])
        audit.record(
            actor=Actor(role="staff", user_id=staff.pk),
            action="accounts.impersonation_ended",
            subject=f"user:{look.user_id}",
            after={"ended_at": look.ended_at},
        )
