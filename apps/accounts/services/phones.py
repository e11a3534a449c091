"""A person's phone, and codes on their way to one."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.events import PhoneCodeIssued
from apps.accounts.models import PhoneCode, User
from apps.core import audit, limits
from apps.core.actors import Actor
from apps.core.errors import Conflict
from apps.core.events import publish
from apps.core.sealing import seal, unseal


@transaction.atomic
def set_phone(*, user: User, phone: str, is_verified: bool) -> None:
    """Give a person this number (E.164); a verified one opens the account by a code. Raises
    Conflict when somebody else has verified it."""
    before = str(user.phone)
    user.phone = phone  # type: ignore[assignment]  # the field takes texts
    user.phone_verified_at = timezone.now() if is_verified else None
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_verified_at"])
    except IntegrityError as error:
        raise Conflict(_("This number can't be used here. Please take another one.")) from error
    if is_verified:
        audit.record(
            actor=Actor(role="shopper", user_id=user.pk),
            action="accounts.phone_verified",
            subject=f"user:{user.pk}",
            before={"phone": _masked(before)},
            after={"phone": _masked(phone)},
        )


@transaction.atomic
def send_phone_code(*, phone: str, code: str, language: str) -> PhoneCode:
    """Have a code told to a phone. It lies sealed until it is sent. Raises TooMany when this number
    got too many codes."""
    limits.spend("code-to", phone)
    row = PhoneCode.objects.create(
        phone=phone,
        sealed_code=seal(code),
        language=language,
        expires_at=timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
    )
    publish(PhoneCodeIssued(row.pk))
    return row


def take_phone_code(*, code_id: UUID) -> str:
    """The code a message carries, for whoever is about to send it. Raises PhoneCode.DoesNotExist
    once it is too late: a code that opens nothing is not sent."""
    return unseal(PhoneCode.objects.get(pk=code_id, expires_at__gt=timezone.now()).sealed_code)


def forget_phone_codes() -> int:
    """Delete codes that open nothing any more; returns how many."""
    return PhoneCode.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def _masked(phone: str) -> str:
    return f"…{phone[-4:]}" if phone else ""
