"""What staff decide about people: their role in the panel, and whether they may come in."""

from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.events import FactorsReset
from apps.accounts.models import User
from apps.accounts.services.devices import end_everything
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Forbidden, NotAllowed
from apps.core.events import publish
from apps.core.ids import uuid7

StaffRole = Literal["none", "support", "admin"]
RANKS: dict[StaffRole, int] = {"none": 0, "support": 1, "admin": 2}


@transaction.atomic
def set_staff_role(*, user_id: UUID, role: StaffRole, by: Actor) -> None:
    """Make a person support (sees the panel) or an administrator (acts in it), or take both away.
    Raises NotAllowed (not staff, unknown), Forbidden (one's own role)."""
    user = _lock_for_staff(user_id, by)
    before = _staff_role(user)
    user.is_staff, user.is_superuser = role != "none", role == "admin"
    user.save(update_fields=["is_staff", "is_superuser"])
    if RANKS[role] < RANKS[before]:
        # Rights that were taken are gone from every device at once.
        end_everything(user=user, now=timezone.now())
    audit.record(
        actor=by,
        action="accounts.staff_role_set",
        subject=f"user:{user_id}",
        before={"role": before},
        after={"role": role},
    )


@transaction.atomic
def set_active(*, user_id: UUID, is_active: bool, by: Actor) -> None:
    """Close a person's account, or open it again; a closed one logs in no more, and its sessions
    are nobody's. Raises NotAllowed (not staff, unknown), Forbidden (one's own account)."""
    user = _lock_for_staff(user_id, by)
    before, user.is_active = user.is_active, is_active
    user.save(update_fields=["is_active"])
    if not is_active:
        end_everything(user=user, now=timezone.now())
    audit.record(
        actor=by,
        action="accounts.active_set",
        subject=f"user:{user_id}",
        before={"is_active": before},
        after={"is_active": is_active},
    )


@transaction.atomic
def reset_factors(*, user_id: UUID, by: Actor) -> None:
    """Take a person's second factors away, who has lost them: they sign in by the password alone,
    are signed out everywhere, and told. Raises NotAllowed (not staff, unknown), Forbidden (one's
    own)."""
    user = _lock_for_staff(user_id, by)
    rows = Authenticator.objects.filter(user=user)
    kinds = sorted(rows.values_list("type", flat=True))
    rows.delete()
    end_everything(user=user, now=timezone.now())
    audit.record(
        actor=by,
        action="accounts.factors_reset",
        subject=f"user:{user_id}",
        before={"kinds": kinds},
    )
    publish(FactorsReset(user.pk, uuid7()))


def _lock_for_staff(user_id: UUID, by: Actor) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None or by.role not in ("staff", "system"):
        raise NotAllowed(user=str(user_id))
    if user.pk == by.user_id:
        raise Forbidden(_("Nobody decides on their own account."))
    return user


def _staff_role(user: User) -> StaffRole:
    if not user.is_staff:
        return "none"
    return "admin" if user.is_superuser else "support"
