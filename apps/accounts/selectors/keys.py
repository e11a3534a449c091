"""What opens a person's account, as their page of keys shows it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from apps.accounts.models import User
from apps.core.models import AuditEntry

# What changed a person's keys; the page says each in words.
KEY_CHANGES = (
    "accounts.password_changed",
    "accounts.email_changed",
    "accounts.phone_verified",
    "accounts.factor_added",
    "accounts.factor_removed",
    "accounts.active_set",
    "accounts.staff_role_set",
)


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey by the name its owner gave it; `is_alone` says that it opens the account without
    the password."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None
    is_alone: bool


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One of the last changes: `kind` is the factor's, empty for others."""

    action: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Keys:
    """All of it; `codes_left` is None for who has no recovery codes."""

    has_password: bool
    email: str
    is_email_verified: bool
    phone: str
    is_phone_verified: bool
    has_app: bool
    app_used_at: datetime | None
    passkeys: list[Passkey]
    codes_left: int | None
    changes: list[KeyChange]

    @property
    def is_two_step(self) -> bool:
        return self.has_app or bool(self.passkeys)


def keys_of(*, user: User) -> Keys:
    """A person's keys: 3 queries (factors, the address, the last changes)."""
    factors = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk"))
    app = next((row for row in factors if row.type == Authenticator.Type.TOTP), None)
    codes = next((row for row in factors if row.type == Authenticator.Type.RECOVERY_CODES), None)
    verified = EmailAddress.objects.filter(user_id=user.pk, email__iexact=user.email, verified=True)
    return Keys(
        has_password=user.has_usable_password(),
        email=user.email or "",
        is_email_verified=bool(user.email) and verified.exists(),
        phone=str(user.phone),
        is_phone_verified=user.phone_verified_at is not None,
        has_app=app is not None,
        app_used_at=app.last_used_at if app else None,
        passkeys=[_passkey(row) for row in factors if row.type == Authenticator.Type.WEBAUTHN],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        changes=_changes(user),
    )


def _passkey(row: Authenticator) -> Passkey:
    wrapper = row.wrap()
    return Passkey(
        pk=row.pk,
        name=wrapper.name,
        added_at=row.created_at,
        used_at=row.last_used_at,
        is_alone=bool(wrapper.is_passwordless),
    )


def _changes(user: User) -> list[KeyChange]:
    rows = AuditEntry.objects.filter(subject=f"user:{user.pk}", action__in=KEY_CHANGES)
    return [
        KeyChange(
            action=row.action,
            kind=str(row.after.get("kind") or row.before.get("kind") or ""),
            at=row.created_at,
        )
        for row in rows.order_by("-pk")[:6]
    ]
