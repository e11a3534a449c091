"""Where a person is signed in: browsers' sessions and apps' tokens in one list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.accounts import rules
from apps.accounts.models import TokenFamily, User

MAX_DEVICES = 50


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One sign-in; `ip` is where it was last used from."""

    id: str
    kind: Literal["browser", "app"]
    name: str
    ip: str
    signed_in_at: datetime
    last_used_at: datetime
    is_current: bool


def devices(*, user: User, current: str) -> list[DeviceView]:
    """The devices somebody is signed in on, `current` first, then the last used: 2 queries."""
    now = timezone.now()
    families = TokenFamily.objects.filter(user=user, revoked_at=None, expires_at__gt=now)
    apps = [
        DeviceView(
            id=(own := app_device_id(row.pk)),
            kind="app",
            name=row.label or rules.device_name(row.user_agent),
            ip=str(row.ip),
            signed_in_at=row.created_at,
            last_used_at=row.last_used_at,
            is_current=own == current,
        )
        for row in families.order_by("-last_used_at", "-pk")[:MAX_DEVICES]
    ]
    browsers = [
        DeviceView(
            id=f"b{row.pk}",
            kind="browser",
            name=rules.device_name(row.user_agent),
            ip=str(row.ip),
            signed_in_at=row.created_at,
            last_used_at=row.last_seen_at,
            is_current=f"s{row.session_key}" == current,
        )
        for row in _browsers(user, now)
    ]
    found = sorted([*apps, *browsers], key=lambda each: each.last_used_at, reverse=True)
    return sorted(found, key=lambda each: not each.is_current)


def app_device_id(family_id: UUID) -> str:
    """An app's sign-in as the list names it."""
    return f"a{family_id}"


def browser_device_id(session_key: str) -> str:
    """The asker's own browser as `devices` and the services know it; never shown, since it holds
    the session's key."""
    return f"s{session_key}"


def _browsers(user: User, now: datetime) -> list[UserSession]:
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    of_apps = TokenFamily.objects.filter(session_key=OuterRef("session_key"))
    rows = UserSession.objects.filter(Exists(alive), ~Exists(of_apps), user=user)
    return list(rows.order_by("-last_seen_at", "-pk")[:MAX_DEVICES])
