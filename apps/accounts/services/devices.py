"""Where somebody is signed in, and how that ends: browsers by their session, apps by their family.

Whatever ends here ends at once: the session's row and its cached copy are gone, and a family is
refused from the next request on.
"""

from datetime import datetime
from importlib import import_module
from uuid import UUID

import structlog
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from apps.accounts.models import TokenFamily, User
from apps.accounts.services.tokens import end_families
from apps.core.errors import NotAllowed

log = structlog.get_logger(__name__)

# How `selectors.devices` names them. The asker's own browser is told by its session's key, which is
# on no page.
APP, BROWSER, OWN_BROWSER = "a", "b", "s"


@transaction.atomic
def end_device(*, user: User, device_id: str, now: datetime) -> None:
    """Sign one of a person's devices out, named as in `selectors.devices`. Ending an ended one
    changes nothing. Raises NotAllowed (unknown, somebody else's)."""
    kind, name = device_id[:1], device_id[1:]
    family = _family(user, name) if kind == APP else None
    key = family.session_key if family is not None else _session_key(user, kind, name)
    if key is None:
        raise NotAllowed()
    if family is not None:
        end_families(user_id=user.pk, only=[family.pk], reason="ended", now=now)
    _end_sessions([key])
    log.info("accounts.device.ended", user=str(user.pk), kind="app" if family else "browser")


@transaction.atomic
def end_all_others(*, user: User, keep: str, now: datetime) -> int:
    """Sign a person out everywhere but on the device that asks; returns how many ended. `keep` may
    be empty.

    A login that is under way at this moment comes before, and is ended, or after: it waits for the
    person's row (`open_family`) and sees why everything ended.
    """
    User.objects.select_for_update().get(pk=user.pk)
    kind, name = keep[:1], keep[1:]
    kept = _family(user, name) if kind == APP else None
    kept_key = kept.session_key if kept is not None else _session_key(user, kind, name)
    alive = TokenFamily.objects.filter(user=user, revoked_at=None)
    families = alive.exclude(pk=kept.pk) if kept is not None else alive
    keys_of_apps = dict(families.order_by("pk").values_list("pk", "session_key"))
    end_families(user_id=user.pk, only=list(keys_of_apps), reason="others_ended", now=now)
    browsers = UserSession.objects.filter(user=user).exclude(session_key=kept_key or "")
    keys = {*keys_of_apps.values(), *browsers.values_list("session_key", flat=True)}
    _end_sessions(sorted(keys))
    log.info("accounts.device.others_ended", user=str(user.pk), ended_count=len(keys))
    return len(keys)


def end_everything(*, user: User, now: datetime) -> int:
    """Sign a person out everywhere: they want it, their account was closed, or rights were taken.
    Returns how many devices ended."""
    return end_all_others(user=user, keep="", now=now)


def list_as_app(*, session_key: str) -> None:
    """The login in this session stands in the list as an app, by its family: the row that allauth
    writes for a browser goes. (allauth also looks through all rows of a person at each login.)"""
    UserSession.objects.filter(session_key=session_key).delete()


def _family(user: User, name: str) -> TokenFamily | None:
    try:
        return TokenFamily.objects.filter(user=user, pk=UUID(name)).first()
    except ValueError:
        return None


def _session_key(user: User, kind: str, name: str) -> str | None:
    rows = UserSession.objects.filter(user=user)
    if kind == OWN_BROWSER:
        return name if name.isascii() and name.isalnum() and len(name) <= 40 else None
    if kind == BROWSER and name.isascii() and name.isdigit() and len(name) < 10:
        return rows.filter(pk=int(name)).values_list("session_key", flat=True).first()
    return None


def _end_sessions(keys: list[str]) -> None:
    """Delete sessions, their cached copies, and their rows in the list of devices."""
    UserSession.objects.filter(session_key__in=keys).delete()
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in keys:
        store.delete(key)
    # Whoever read a session while its row was still there may have cached it again.
    transaction.on_commit(lambda: [store.delete(key) for key in keys], robust=True)
