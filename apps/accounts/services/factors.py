"""What happens to a person's keys leaves a trace."""

from collections.abc import Collection

import structlog
from allauth.mfa.models import Authenticator
from django.db import transaction

from apps.accounts.models import User
from apps.core import audit
from apps.core.actors import Actor
from apps.core.sealing import is_current, reseal

log = structlog.get_logger(__name__)


def record_factor_change(*, user: User, kind: str, is_added: bool) -> None:
    """A way to prove oneself came (`totp`, `webauthn`, `recovery_codes`) or went."""
    change = "added" if is_added else "removed"
    audit.record(
        actor=Actor(role="shopper", user_id=user.pk),
        action=f"accounts.factor_{change}",
        subject=f"user:{user.pk}",
        before={} if is_added else {"kind": kind},
        after={"kind": kind} if is_added else {},
    )
    log.info(f"accounts.factor.{change}", user=str(user.pk), kind=kind)


def record_password_change(*, user: User, way: str) -> None:
    """The password is another: `changed` by who knew the old one, `set` where there was none,
    `reset` by a link."""
    audit.record(
        actor=Actor(role="shopper", user_id=user.pk),
        action="accounts.password_changed",
        subject=f"user:{user.pk}",
        after={"way": way},
    )
    log.info("accounts.password.changed", user=str(user.pk), way=way)


def record_email_change(*, user: User, before: str, after: str) -> None:
    """Another address opens the account; the trail shows enough of both to tell them apart."""
    audit.record(
        actor=Actor(role="shopper", user_id=user.pk),
        action="accounts.email_changed",
        subject=f"user:{user.pk}",
        before={"email": _masked(before)},
        after={"email": _masked(after)},
    )
    log.info("accounts.email.changed", user=str(user.pk))


@transaction.atomic
def reseal_factors(*, ids: Collection[int]) -> int:
    """Seal keys of authenticator apps anew with the newest key; returns how many needed it. A key
    is also sealed anew when its app is used."""
    rows = Authenticator.objects.filter(pk__in=ids, type=Authenticator.Type.TOTP).order_by("pk")
    old = [row for row in rows.select_for_update() if not is_current(row.data["secret"])]
    for row in old:
        row.data["secret"] = reseal(row.data["secret"])
    Authenticator.objects.bulk_update(old, ["data"])
    return len(old)


def _masked(email: str) -> str:
    name, _at, host = email.partition("@")
    return f"{name[:2]}…@{host}" if host else ""
