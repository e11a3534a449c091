"""One login pipeline for browsers and apps: how an endpoint walks through allauth's.

A login that needs another step keeps its state in a session of its own, which the client names by
`login_token`. It becomes the session behind the device's tokens when the last step is done.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import get_adapter
from allauth.account.stages import LoginStage
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless import app_settings
from allauth.headless.constants import Client
from allauth.headless.internal.authkit import AuthenticationStatus, authentication_context
from allauth.headless.internal.decorators import mark_request_as_headless
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts import services
from apps.accounts.api.serializers import StepOut, TokensOut
from apps.accounts.strategy import WANTED
from apps.core.errors import DomainError, Invalid, TooMany
from apps.core.web.client import client_ip

# allauth's stages in our words.
STEPS = {
    "verify_email": "verify_email",
    "login_by_code": "code",
    "verify_phone": "code",
    "mfa_authenticate": "second_step",
}


class LoginOver(DomainError):
    """The login that a step belongs to is finished, was given up, or took too long."""

    code = "accounts.login_over"
    status = 401
    message = _("This sign-in took too long. Please begin again.")


class WrongCredentials(DomainError):
    """No account opens with these; which part is wrong is told to nobody."""

    code = "accounts.wrong_credentials"
    status = 401
    message = _("The address or phone and the password don't fit together.")


class WrongCode(Invalid):
    """The code isn't the one that was sent or shown."""

    code = "accounts.wrong_code"
    message = _("This code is not right. Please look again.")


@contextmanager
def through_allauth(request: Request, sent: Mapping[str, Any]) -> Iterator[HttpRequest]:
    """The request as allauth's headless part knows it, in the session that `login_token` names or
    in a new one. Raises LoginOver. Any: a validated body."""
    http = request._request
    http.login_token = sent.get("login_token")  # type: ignore[attr-defined]  # read by FamilyTokens
    mark_request_as_headless(http, Client.APP)
    try:
        with context.request_context(http), authentication_context(http):
            if "login_token" not in sent:
                http.session[WANTED] = {key: sent[key] for key in ("audience", "device")}
            try:
                yield http
            except DomainError:
                # A login that was done but gets no tokens leaves no session behind either.
                if http.user.is_authenticated:
                    http.session.flush()
                raise
    except ImmediateHttpResponse as stopped:
        raise LoginOver() from stopped


def check_person(http: HttpRequest, sent: Mapping[str, Any]) -> None:
    """Suspects send a captcha's answer as `captcha`. Raises CaptchaNeeded. Any: a validated
    body."""
    ip = client_ip(http)
    captcha = services.captcha_for(ip=ip)
    if captcha is not None and not services.is_person(
        captcha=captcha, answer=sent.get("captcha", ""), ip=ip
    ):
        text = _("Please show that you are a person.")
        raise services.CaptchaNeeded(fields={"captcha": text})


def stage_of(http: HttpRequest, key: str) -> LoginStage:
    """The step a login waits at, if it is this one. Raises LoginOver."""
    stage = AuthenticationStatus(http).get_pending_stage()
    if stage is None or stage.key != key:
        raise LoginOver()
    return stage


def answer(http: HttpRequest) -> Response:
    """Tokens where somebody is in; the next step where one is still wanted. Raises LoginOver."""
    if http.user.is_authenticated:
        http.session.set_expiry(None)
        payload = app_settings.TOKEN_STRATEGY.create_access_token_payload(http)
        services.list_as_app(session_key=http.session.session_key or "")
        return Response(TokensOut(payload).data)
    stage = AuthenticationStatus(http).get_pending_stage()
    if stage is None or stage.key not in STEPS:
        raise LoginOver()
    http.session.set_expiry(account_settings.LOGIN_TIMEOUT)
    token = app_settings.TOKEN_STRATEGY.create_session_token(http)
    return Response(StepOut({"next": STEPS[stage.key], "login_token": token}).data, status=202)


def checked(form: forms.BaseForm, *, names: Mapping[str, str] | None = None) -> None:
    """Whether allauth takes what was sent. Raises Invalid with the fields in our words, TooMany."""
    if form.is_valid():
        return
    too_many = str(get_adapter().error_messages["too_many_login_attempts"])
    errors = {field: [str(each) for each in texts] for field, texts in form.errors.items()}
    if any(too_many in texts for texts in errors.values()):
        raise TooMany()
    known = names or {}
    raise Invalid(fields={known.get(field, field): texts[0] for field, texts in errors.items()})
