"""A person's phone, and codes on their way to one."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.events import PhoneCodeIssued, PhoneRegisteredAgain
from apps.accounts.models import PhoneCode, User
from apps.core import audit, limits
from apps.core.actors import Actor
from apps.core.errors import Conflict
from apps.core.events import publish
from apps.core.sealing import seal, unseal


@transaction.atomic
def set_phone(*, user: User, phone: str, is_verified: bool) -> None:
    """Give a person this number (E.164); a verified one opens the account by a code. Verifying it
    again changes nothing. Raises Conflict when somebody else has verified it."""
    before = str(user.phone)
    if is_verified and before == phone and user.phone_verified_at is not None:
        return
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
    got its messages of the day, or all numbers together theirs: each one costs."""
    row = _message_to(phone=phone, sealed_code=seal(code), language=language)
    publish(PhoneCodeIssued(row.pk))
    return row


@transaction.atomic
def tell_phone_of_account(*, phone: str, language: str) -> PhoneCode:
    """Tell the owner of a number somebody registers with that it has an account already. Raises
    TooMany as a code does."""
    row = _message_to(phone=phone, sealed_code="", language=language)
    publish(PhoneRegisteredAgain(row.pk))
    return row


def take_phone_code(*, code_id: UUID) -> str:
    """The code a message carries, for whoever is about to send it. Raises PhoneCode.DoesNotExist
    once it is too late: a code that opens nothing is not sent."""
    return unseal(PhoneCode.objects.get(pk=code_id, expires_at__gt=timezone.now()).sealed_code)


def forget_phone_code(*, code_id: UUID) -> None:
    """Delete a code that has been sent: it is in its reader's hands."""
    PhoneCode.objects.filter(pk=code_id).delete()


def forget_phone_codes() -> int:
    """Delete codes that open nothing any more; returns how many."""
    return PhoneCode.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def _message_to(*, phone: str, sealed_code: str, language: str) -> PhoneCode:
    limits.spend("sms-to", phone)
    limits.spend("sms-all", "market")
    good_for = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    return PhoneCode.objects.create(
        phone=phone,
        sealed_code=sealed_code,
        language=language,
        expires_at=timezone.now() + good_for,
    )


def _masked(phone: str) -> str:
    return f"…{phone[-4:]}" if phone else ""
