"""Where allauth's keys meet our house: secrets of apps sealed, codes good for one use, recovery
codes kept only as hashes, passkeys in our name, every change in the audit trail.

allauth offers a door for sealing (the adapter) but none for how codes are checked and kept, so
`install` puts our two classes in the places where it names its own; a test holds those places.
"""

import hashlib
import hmac
import json
import secrets
import struct
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings, signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth as recovery_auth
from allauth.mfa.recovery_codes.internal import flows as recovery_flows
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.totp.internal import auth as totp_auth
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from django_otp import DEVICE_ID_SESSION_KEY

from apps.accounts import services
from apps.accounts.models import SecondFactor, User
from apps.core import limits
from apps.core.sealing import InvalidToken, is_current, reseal, seal, unseal

P = ParamSpec("P")
R = TypeVar("R")
# Letters and digits that nobody confuses: twelve of them are 58 bits.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH = 12
# A stranger's wrong guess must not cost us a second, and with 58 bits to guess it need not.
SCRYPT = {"n": 2**12, "r": 8, "p": 1}
WAITING_CODES = "accounts.recovery_codes"


class MfaAdapter(DefaultMFAAdapter):
    """allauth's adapter of second factors; every override says what it changes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is wrong, or was used already."),
        "unverified_email": gettext_lazy(
            "Please confirm your e-mail address first, by the code we sent you."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Keys of authenticator apps lie sealed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002
        """A plain name that a person may change."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A device shows the market's name beside the key."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.MARKET_NAME}


class OneUseTOTP(TOTP):
    """A code is good once, for whichever door asks: the row itself remembers the last time step
    that was used (RFC 6238, 5.2), so neither a lost cache nor a second request lets it in again."""

    @classmethod
    def activate(cls, user: AbstractBaseUser, secret: str) -> "OneUseTOTP":
        """The code that proved the app cannot be used to sign in as well."""
        made = cast("OneUseTOTP", super().activate(user, secret))
        step = getattr(context.request, "totp_step", None)
        if step is not None:
            made.instance.data["used_step"] = step
            made.instance.save(update_fields=["data"])
            _count_enrolment(request=context.request, user=user, authenticator=made.instance)
        return made

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        row = Authenticator.objects.select_for_update().filter(pk=self.instance.pk).first()
        if row is None:
            return False
        step = _step_of(unseal(row.data["secret"]), code)
        if step is None or step <= row.data.get("used_step", -1):
            return False
        row.data["used_step"] = step
        if not is_current(row.data["secret"]):
            row.data["secret"] = reseal(row.data["secret"])
        row.save(update_fields=["data"])
        self.instance.data = row.data
        return True


class HashedRecoveryCodes(RecoveryCodes):
    """Recovery codes of which we keep hashes. They are shown once, in the session that made them,
    where they wait sealed; whoever did not write them down makes new ones."""

    @classmethod
    def activate(cls, user: AbstractBaseUser) -> "HashedRecoveryCodes":
        kind = Authenticator.Type.RECOVERY_CODES
        known = Authenticator.objects.filter(user_id=user.pk, type=kind).first()
        if known is not None:
            return cls(known)
        codes = [_new_code() for _number in range(app_settings.RECOVERY_CODE_COUNT)]
        salt = secrets.token_hex(16)
        data = {"salt": salt, "hashes": [_hash(code, salt) for code in codes]}
        instance = Authenticator(user_id=user.pk, type=kind, data=data)
        instance.save()
        wrapper = cls(instance)
        wrapper._keep_until_shown(codes)
        return wrapper

    def generate_codes(self) -> list[str]:
        """As many as were made; nobody knows them any more."""
        return ["•" * CODE_LENGTH] * app_settings.RECOVERY_CODE_COUNT

    def get_unused_codes(self) -> list[str]:
        """The codes themselves while they are being shown, else as many dots."""
        shown: list[str] | None = getattr(self.instance, "shown_codes", None)
        return shown or ["•" * CODE_LENGTH] * len(self.instance.data["hashes"])

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        row = Authenticator.objects.select_for_update().filter(pk=self.instance.pk).first()
        tried = normalize_user_code(code)
        if row is None or len(tried) != CODE_LENGTH:
            return False
        digest = _hash(tried, row.data["salt"])
        left = [known for known in row.data["hashes"] if not hmac.compare_digest(known, digest)]
        if len(left) == len(row.data["hashes"]):
            return False
        row.data["hashes"] = left
        row.save(update_fields=["data"])
        self.instance.data = row.data
        return True

    @property
    def did_view(self) -> bool:
        """Whether there is nothing to show: seen already, or made in another session."""
        return super().did_view or self._waiting_codes() is None

    def mark_as_viewed(self) -> None:
        codes = self._waiting_codes()
        super().mark_as_viewed()
        if codes is not None:
            context.request.session.pop(WAITING_CODES)
            self.instance.shown_codes = codes

    def _keep_until_shown(self, codes: list[str]) -> None:
        if context.request is not None:
            sealed = seal(json.dumps({"of": self.instance.pk, "codes": codes}))
            context.request.session[WAITING_CODES] = sealed

    def _waiting_codes(self) -> list[str] | None:
        sealed = context.request.session.get(WAITING_CODES) if context.request else None
        try:
            waiting = json.loads(unseal(sealed)) if sealed else {}
        except InvalidToken:
            return None
        return waiting["codes"] if waiting.get("of") == self.instance.pk else None


# What reads a passkey's answer: it comes from strangers, and fido2 raises many things over it.
PASSKEY_READERS = (
    "parse_registration_response",
    "complete_registration",
    "parse_authentication_response",
    "complete_authentication",
    "extract_user_from_response",
)


def _refusing(read: Callable[P, R]) -> Callable[P, R]:
    """The same reader; what it cannot read is a wrong answer, not a fault of ours."""

    @wraps(read)
    def refuse(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return read(*args, **kwargs)
        except (AttributeError, LookupError, TypeError, ValueError, struct.error) as error:
            raise MfaAdapter().validation_error("incorrect_code") from error

    return refuse


def install() -> None:
    """Let allauth use our classes wherever it names its own, and tell which time step an app was
    enrolled with."""
    places: tuple[tuple[Any, str, Any], ...] = (  # Any: modules, and what stands in them
        (totp_auth, "TOTP", OneUseTOTP),
        (totp_flows, "TOTP", OneUseTOTP),
        (totp_auth, "validate_totp_code", _validate_first_code),
        (recovery_auth, "RecoveryCodes", HashedRecoveryCodes),
        (recovery_flows, "RecoveryCodes", HashedRecoveryCodes),
        (base_forms, "check_rate_limit", _count_try),
        (totp_forms, "check_rate_limit", _count_try),
        (webauthn_forms, "check_rate_limit", _count_try),
    )
    for module, name, ours in places:
        setattr(module, name, ours)
    for name in PASSKEY_READERS:
        setattr(webauthn_auth, name, _refusing(getattr(webauthn_auth, name)))
    signals.authenticator_used.connect(_tell_django_otp)
    signals.authenticator_added.connect(_count_new_passkey)
    signals.authenticator_added.connect(_record_added)
    signals.authenticator_reset.connect(_record_added)
    signals.authenticator_removed.connect(_record_removed)
    for signal, receiver in PASSWORD_RECEIVERS.items():
        signal.connect(receiver)
    account_signals.email_changed.connect(_record_email)


# Any in the receivers: Django's own signal signature.
def _tell_django_otp(*, request: HttpRequest, authenticator: Authenticator, **_more: Any) -> None:
    """From here on `request.user.is_verified()` says yes, as long as this factor exists."""
    request.session[DEVICE_ID_SESSION_KEY] = f"{SecondFactor.model_label()}/{authenticator.pk}"


def _count_new_passkey(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any
) -> None:
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        _count_enrolment(request=request, user=user, authenticator=authenticator)


def _record_added(*, user: User, authenticator: Authenticator, **_more: Any) -> None:
    services.record_factor_change(user=user, kind=authenticator.type, is_added=True)


def _record_removed(*, user: User, authenticator: Authenticator, **_more: Any) -> None:
    services.record_factor_change(user=user, kind=authenticator.type, is_added=False)


def _record_changed(*, user: User, **_more: Any) -> None:
    services.record_password_change(user=user, way="changed")


def _record_set(*, user: User, **_more: Any) -> None:
    services.record_password_change(user=user, way="set")


def _record_reset(*, user: User, **_more: Any) -> None:
    services.record_password_change(user=user, way="reset")


def _record_email(
    *, user: User, from_email_address: EmailAddress | None, to_email_address: EmailAddress, **_: Any
) -> None:
    before = from_email_address.email if from_email_address else ""
    services.record_email_change(user=user, before=before, after=to_email_address.email)


PASSWORD_RECEIVERS = {
    account_signals.password_changed: _record_changed,
    account_signals.password_set: _record_set,
    account_signals.password_reset: _record_reset,
}


def _count_enrolment(
    *, request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator
) -> None:
    """Who has just enrolled an app or a passkey has shown it: it is not asked again at once."""
    if request.user.is_authenticated and request.user.pk == user.pk:
        facts = {"id": authenticator.pk, "type": str(authenticator.type), "reauthenticated": True}
        record_authentication(request, user, "mfa", **facts)
        _tell_django_otp(request=request, authenticator=authenticator)


def _count_try(user: AbstractBaseUser, error_key: str | None = None) -> Callable[[], None]:
    """One more try of a second factor by this person, whichever door asks and wherever from; a
    right one gives the whole limit back. Only who has the first factor comes this far, so that a
    stranger locks nobody out. Raises TooMany."""
    limits.spend("second-factor", str(user.pk))
    return lambda: limits.forget("second-factor", str(user.pk))


def _validate_first_code(secret: str, code: str) -> bool:
    """Whether an app shows the right code at enrolment; the request remembers its time step."""
    step = _step_of(secret, code)
    if step is not None:
        context.request.totp_step = step
    return step is not None


def _step_of(secret: str, code: str) -> int | None:
    """The time step a code belongs to, among those allowed now."""
    tried = normalize_user_code(code)
    for step in totp_auth.yield_hotp_counters_from_time():
        shown = totp_auth.format_hotp_value(totp_auth.hotp_value(secret, step))
        if hmac.compare_digest(tried.encode(), shown.encode()):
            return step
    return None


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def _hash(code: str, salt: str) -> str:
    letters = normalize_user_code(code).encode()
    return hashlib.scrypt(letters, salt=bytes.fromhex(salt), dklen=32, **SCRYPT).hex()
