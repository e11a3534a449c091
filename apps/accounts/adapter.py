"""Where allauth meets our house: who registers, by which phone, how a code reaches it."""

from collections.abc import Callable
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage, PhoneVerificationStage
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from apps.accounts import selectors, services
from apps.accounts.events import UserRegistered
from apps.accounts.models import User
from apps.accounts.web import elsewhere
from apps.core.errors import TooMany
from apps.core.events import publish
from apps.core.web.client import client_ip
from apps.core.web.fresh import has_fresh_proof
from apps.core.web.problems import answer_error

log = structlog.get_logger(__name__)

WAYS_TO_PROVE = {
    "reauthenticate": _("By the password"),
    "mfa_reauthenticate": _("By a code"),
    "mfa_reauthenticate:webauthn": _("By the passkey"),
}


class PhoneText(PhoneNumberField):
    """A phone number as allauth passes it around: E.164 text."""

    def clean(self, value: Any) -> str:  # Any: whatever was posted
        number = super().clean(value)
        return number.as_e164 if number else ""


class PhoneAtSignup(PhoneVerificationStage):
    """A phone given at registration is verified then; one that merely stands in the profile is for
    couriers, and keeps nobody out."""

    def handle(self) -> Any:  # Any: allauth's own signature
        return super().handle() if self.login.signup else (None, True)

    def exit(self) -> Any:  # Any: as above
        """The code was a proof of who one is, as at any later sign-in."""
        phone = self.state.get("phone")
        record_authentication(self.request, self.login.user, method="code", phone=phone)
        return super().exit()


class EmailIfAny(EmailVerificationStage):
    """An address that is there is verified first. Whoever has none came by a verified phone."""

    def handle(self) -> Any:  # Any: allauth's own signature
        user: Any = self.login.user
        if user is not None and not user.email and user.phone_verified_at is not None:
            return None, True
        return super().handle()

    def exit(self) -> Any:  # Any: allauth's own signature
        """The code was a proof of who one is, as at any later sign-in."""
        user: Any = self.login.user
        record_authentication(self.request, user, method="code", email=user.email)
        return super().exit()


OUR_STAGES = {
    "PhoneVerificationStage": "apps.accounts.adapter.PhoneAtSignup",
    "EmailVerificationStage": "apps.accounts.adapter.EmailIfAny",
}


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter; every override says what it changes."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Remember the language of the page, and tell that somebody registered.
        Any: allauth's own signature."""
        user.language = get_language() or "en"
        with transaction.atomic():
            saved = super().save_user(request, user, form, commit)
            if commit:
                publish(UserRegistered(saved.pk))
        return saved

    def get_login_stages(self) -> list[str]:
        """With our own steps for phones and addresses."""
        known = super().get_login_stages()
        return [OUR_STAGES.get(path.rpartition(".")[2], path) for path in known]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as the whole house sees it."""
        return client_ip(request)

    def is_safe_url(self, url: str) -> bool:
        """What is no address at all leads nowhere; allauth would stumble over it."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count tries by network and by account in our own limits; allauth's are off. Any: whatever
        a login form sends."""
        services.count_login(ip=client_ip(request), name=axes_username(request, credentials))

    def phone_form_field(self, **options: Any) -> PhoneText:
        """Our own phone field, which knows the market's numbers. Any: a form field's options."""
        attrs = {"autocomplete": "tel", "type": "tel", "inputmode": "tel"}
        field = PhoneText(**({"label": _("Phone")} | options))
        field.widget.attrs.update(attrs)
        return field

    def get_user_by_phone(self, phone: str) -> Any:  # Any: allauth's own signature
        """Only a verified phone opens an account."""
        return selectors.person_by_phone(phone=phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:  # Any: allauth's own signature
        return (str(user.phone), user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:  # Any: as above
        services.set_phone(user=user, phone=phone, is_verified=verified)

    def set_phone_verified(self, user: Any, phone: str) -> None:  # Any: as above
        services.set_phone(user=user, phone=phone, is_verified=True)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **_more: Any) -> None:
        """The code goes out by a message of its own. Any: allauth's own signature."""
        _tell_phone(services.send_phone_code, phone=phone, code=code)

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Who registers again hears so by phone, where nobody else does."""
        _tell_phone(services.tell_phone_of_account, phone=phone)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """One rule for allauth's pages and ours: `apps.core.web.fresh`. Raised and not returned:
        allauth would let through whoever has no password. Any: allauth's own signature."""
        if not has_fresh_proof(context.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor shows that one; whoever has no password either signs in
        again. Any: allauth's own signature."""
        if not user.is_authenticated:
            return []
        known = super().get_reauthentication_methods(user)
        for way in known:
            way["description"] = str(WAYS_TO_PROVE.get(way["id"], way["description"]))
        stronger = [way for way in known if way["id"].startswith("mfa_")]
        if not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            # A passkey before the recovery codes, which are for the day it is lost.
            stronger.reverse()
        again = {"id": "sign_in_again", "description": gettext("Sign in again")}
        return stronger or known or [again | {"url": reverse("accounts:sign-in-again")}]


def _tell_phone(tell: Callable[..., object], **facts: str) -> None:
    """Nobody at the door hears that a number had too many messages: only one that has an account
    gets any. How often a door may be asked at all is counted before, for every number."""
    try:
        tell(language=get_language() or "en", **facts)
    except TooMany as error:
        log.error("accounts.sms.withheld", limit=error.facts.get("limit", ""))


class SocialAdapter(DefaultSocialAccountAdapter):
    """allauth's adapter of accounts elsewhere; every override says what it changes."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """One name, as we keep it; allauth's first word about what the other site said. Any:
        allauth's own signature."""
        elsewhere.check_and_trim(request=request, sociallogin=sociallogin)
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(filter(None, parts)))[:120]
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """As with a form of ours: the language, the terms, and the fact. Any: as above."""
        sociallogin.user.language = get_language() or "en"
        with transaction.atomic():
            user: Any = super().save_user(request, sociallogin, form)
            services.accept_terms(user=user, ip=client_ip(request))
            publish(UserRegistered(user.pk))
        return user


def axes_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name axes counts failures by: allauth sends `email` or `phone`, Django's own form
    `username`. Any: whatever a login form sends."""
    sent = credentials or {}
    name = next((sent[key] for key in ("email", "phone", "username", "login") if sent.get(key)), "")
    if not name and request is not None:
        name = request.POST.get("login", "")
    return str(name).strip().casefold()[:200]


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What somebody sees whom axes keeps out: a page, or a problem in the API. Any: as above."""
    return answer_error(request, TooMany(retry_after_s=900))


def count_failed_code(
    sender: object, *, request: HttpRequest, user: Any, **_more: Any
) -> None:  # Any: allauth's signals
    """A wrong second factor or phone code counts like a wrong password: axes hears one signal."""
    user_login_failed.send(
        sender=count_failed_code,
        credentials={"email": user.email or str(user.phone)},
        request=request,
    )


def let_the_owner_alone_in(
    sender: object, *, request: HttpRequest, email_address: EmailAddress, **_more: Any
) -> None:  # Any: allauth's signals
    """Somebody came in by a code from the letter who showed nothing else: what was set before they
    confirmed the address may be a stranger's."""
    user = email_address.user
    records = get_authentication_records(request, user)
    if any(record.get("email") == email_address.email for record in records):
        services.drop_unproven_keys(user=user, is_password_theirs=False)


def let_no_stranger_in(
    sender: object, *, user: User, **_more: Any
) -> None:  # Any: allauth's signals
    """Somebody has a new password by a link from a letter: accounts elsewhere that were there
    before anybody confirmed the address may be a stranger's."""
    services.drop_unproven_keys(user=user, is_password_theirs=True)


def note_success(
    sender: object, *, request: HttpRequest, user: User, **_more: Any
) -> None:  # Any: Django's signal
    """Where somebody came in from they will come in again, whoever guesses at their password."""
    services.note_login(ip=client_ip(request), names=[user.email or "", str(user.phone or "")])


def note_failed_try(
    sender: object, *, request: HttpRequest | None = None, **_more: Any
) -> None:  # Any: Django's signal
    """Whoever failed at a door is asked sooner whether they are a person."""
    if request is not None:
        services.note_try(ip=client_ip(request))
