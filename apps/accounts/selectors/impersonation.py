"""Whose eyes a member of staff looks with."""

from datetime import datetime

from apps.accounts.models import Impersonation, User


def impersonation_of(*, staff: User, now: datetime) -> Impersonation | None:
    """The look a member of staff takes at this moment, if any: 1 query. Whoever lost their rights,
    or looks at somebody whose account was closed, takes none."""
    if not (staff.is_staff and staff.is_active):
        return None
    looks = Impersonation.objects.filter(staff=staff, ended_at=None, until__gt=now)
    look = looks.select_related("user", "staff").first()
    return look if look is not None and look.user.is_active else None
