"""What happens to a person's keys leaves a trace."""

from collections.abc import Collection

import structlog
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
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
def drop_unproven_keys(*, user: User, is_password_theirs: bool) -> None:
    """Take away what opens an account that nobody had shown to be theirs: whoever reads the mail of
    its address now is its owner, whoever set it up before may not be. Accounts elsewhere go, and
    the password unless its owner has just set it. An account with a confirmed address or phone
    keeps all: its owner set it up."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    if user.phone_verified_at is not None or confirmed.exclude(email=user.email).exists():
        return
    if is_password_theirs and confirmed.exists():
        return
    elsewhere = SocialAccount.objects.filter(user=user).order_by("pk")
    providers = list(elsewhere.values_list("provider", flat=True))
    had_password = user.has_usable_password() and not is_password_theirs
    if not providers and not had_password:
        return
    elsewhere.delete()
    if had_password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    audit.record(
        actor=Actor(role="shopper", user_id=user.pk),
        action="accounts.unproven_keys_dropped",
        subject=f"user:{user.pk}",
        before={"password": had_password, "elsewhere": providers},
    )
    log.warning("accounts.unproven_keys.dropped", user=str(user.pk))


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
