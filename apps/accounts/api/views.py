"""The API's doors: registering, signing in step by step, renewing, signing out, devices."""

from typing import cast

from allauth.account.internal import flows
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.headless.account.inputs import (
    ConfirmLoginCodeInput,
    LoginInput,
    RequestLoginCodeInput,
    SignupInput,
    VerifyEmailInput,
)
from allauth.headless.mfa.inputs import AuthenticateInput
from django.contrib.auth.hashers import make_password
from django.utils import timezone, translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import selectors, services
from apps.accounts.api.doors import (
    LoginOver,
    WrongCode,
    WrongCredentials,
    answer,
    check_person,
    checked,
    stage_of,
    through_allauth,
)
from apps.accounts.api.serializers import (
    CodeRequestIn,
    DeviceOut,
    LoginIn,
    RefreshIn,
    RegisterIn,
    StepIn,
    StepOut,
    TokensOut,
)
from apps.accounts.models import Audience, User
from apps.accounts.rules.tokens import Claims
from apps.accounts.strategy import caller_of
from apps.core import limits
from apps.core.api.permissions import Everybody, IsAuthenticated
from apps.core.web.client import client_ip

STEPS = {200: TokensOut, 202: StepOut}


class Unkept(APIView):
    """What it answers, no cache on the way may keep: tokens, and where somebody is signed in."""

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer


class Door(Unkept):
    """Where nobody is known yet: a session or a token of the asker changes nothing."""

    authentication_classes = ()
    permission_classes = [Everybody]


class Register(Door):
    """Open an account. The answer is the same whether or not the address has one already: its owner
    is told by e-mail."""

    limit = "register"

    @extend_schema(
        operation_id="register", tags=["auth"], request=RegisterIn, responses={202: StepOut}
    )
    def post(self, request: Request) -> Response:
        body = RegisterIn(data=request.data)
        body.is_valid(raise_exception=True)
        sent = body.validated_data
        language = sent.get("language") or translation.get_language()
        with through_allauth(request, sent) as http, translation.override(language):
            check_person(http, sent)
            services.note_try(ip=client_ip(http))
            form = SignupInput({key: sent[key] for key in ("email", "password", "name")})
            checked(form)
            user, refused = form.try_save(http)
            if refused is None:
                flows.signup.complete_signup(http, user=user)
            else:
                # As much work as for a new person: the clock tells nothing either.
                make_password(sent["password"])
            return answer(http)


class VerifyEmail(Door):
    """The code from the letter."""

    limit = "login-from"

    @extend_schema(operation_id="verify_email", tags=["auth"], request=StepIn, responses=STEPS)
    def post(self, request: Request) -> Response:
        body = StepIn(data=request.data)
        body.is_valid(raise_exception=True)
        with through_allauth(request, body.validated_data) as http:
            stage = stage_of(http, "verify_email")
            process = EmailVerificationProcess.resume(http)
            if process is None:
                raise LoginOver()
            form = VerifyEmailInput({"key": body.validated_data["code"]}, process=process)
            services.count_guess(session_key=http.session.session_key or "")
            # An address that has an account was sent no code: none is right.
            if not form.is_valid() or not process.user:
                process.record_invalid_attempt()
                raise WrongCode()
            process.finish()
            stage.exit()
            return answer(http)


class Login(Door):
    """Sign in by e-mail or phone and password."""

    # Tries are counted where the pages' are, in allauth's adapter.
    @extend_schema(operation_id="login", tags=["auth"], request=LoginIn, responses=STEPS)
    def post(self, request: Request) -> Response:
        body = LoginIn(data=request.data)
        body.is_valid(raise_exception=True)
        sent = body.validated_data
        with through_allauth(request, sent) as http:
            check_person(http, sent)
            names = ("email", "phone", "password")
            form = LoginInput({key: sent[key] for key in names if key in sent})
            if not form.is_valid():
                raise WrongCredentials()
            flows.login.perform_password_login(http, form.cleaned_data, form.login)
            return answer(http)


class SecondStep(Door):
    """An app's code or a recovery code."""

    limit = "login-from"

    @extend_schema(operation_id="second_step", tags=["auth"], request=StepIn, responses=STEPS)
    def post(self, request: Request) -> Response:
        body = StepIn(data=request.data)
        body.is_valid(raise_exception=True)
        with through_allauth(request, body.validated_data) as http:
            stage = stage_of(http, "mfa_authenticate")
            form = AuthenticateInput({"code": body.validated_data["code"]}, user=stage.login.user)
            if not form.is_valid():
                raise WrongCode()
            form.save()
            stage.exit()
            return answer(http)


class RequestCode(Door):
    """Have a code sent to a phone or an address. The answer is the same for unknown ones."""

    limit = "code-from"

    @extend_schema(
        operation_id="request_code", tags=["auth"], request=CodeRequestIn, responses={202: StepOut}
    )
    def post(self, request: Request) -> Response:
        body = CodeRequestIn(data=request.data)
        body.is_valid(raise_exception=True)
        sent = body.validated_data
        with through_allauth(request, sent) as http:
            check_person(http, sent)
            services.note_try(ip=client_ip(http))
            form = RequestLoginCodeInput(
                {key: sent[key] for key in ("email", "phone") if key in sent}
            )
            checked(form)
            known = form.cleaned_data
            limits.spend("code-to", known.get("phone") or known["email"].casefold())
            LoginCodeVerificationProcess.initiate(
                request=http,
                user=form._user,
                email=form.cleaned_data.get("email") or None,
                phone=form.cleaned_data.get("phone") or None,
            )
            return answer(http)


class ConfirmCode(Door):
    """The code that was sent."""

    limit = "login-from"

    @extend_schema(operation_id="confirm_code", tags=["auth"], request=StepIn, responses=STEPS)
    def post(self, request: Request) -> Response:
        body = StepIn(data=request.data)
        body.is_valid(raise_exception=True)
        with through_allauth(request, body.validated_data) as http:
            process = LoginCodeVerificationProcess.resume(stage_of(http, "login_by_code"))
            if process is None:
                raise LoginOver()
            services.count_guess(session_key=http.session.session_key or "")
            form = ConfirmLoginCodeInput({"code": body.validated_data["code"]}, code=process.code)
            if not form.is_valid() or not process.user:
                process.record_invalid_attempt()
                raise WrongCode()
            process.finish(None)
            return answer(http)


class Refresh(Door):
    """Change a refresh token for the next pair; each is good for one use. Used again within ten
    seconds the answer is 409: another call has the new pair. Used again later it is 401, and the
    sign-in ends, since two hold the token."""

    limit = "refresh"

    @extend_schema(
        operation_id="refresh_tokens", tags=["auth"], request=RefreshIn, responses=TokensOut
    )
    def post(self, request: Request) -> Response:
        body = RefreshIn(data=request.data)
        body.is_valid(raise_exception=True)
        pair = services.refresh(
            token=body.validated_data["refresh_token"],
            caller=caller_of(request._request),
            now=timezone.now(),
        )
        return Response(TokensOut(pair._asdict()).data)


class SignedIn(Unkept):
    """For everybody who is signed in, whichever app they use."""

    permission_classes = [IsAuthenticated]
    audiences = tuple(Audience)


class Logout(SignedIn):
    """Sign this device out."""

    @extend_schema(operation_id="logout", tags=["auth"], request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        services.end_device(user=_person(request), device_id=_current(request), now=timezone.now())
        return Response(status=204)


class LogoutEverywhere(SignedIn):
    """Sign every device and browser out, this one too."""

    @extend_schema(
        operation_id="logout_everywhere", tags=["auth"], request=None, responses={204: None}
    )
    def post(self, request: Request) -> Response:
        services.end_everything(user=_person(request), now=timezone.now())
        return Response(status=204)


class Devices(SignedIn):
    """Where the person is signed in."""

    @extend_schema(operation_id="devices", tags=["auth"], responses=DeviceOut(many=True))
    def get(self, request: Request) -> Response:
        rows = selectors.devices(user=_person(request), current=_current(request))
        return Response(DeviceOut(rows, many=True).data)

    @extend_schema(operation_id="end_other_devices", tags=["auth"], responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign all others out."""
        services.end_all_others(user=_person(request), keep=_current(request), now=timezone.now())
        return Response(status=204)


class Device(SignedIn):
    """One of them."""

    @extend_schema(operation_id="end_device", tags=["auth"], responses={204: None})
    def delete(self, request: Request, device_id: str) -> Response:
        services.end_device(user=_person(request), device_id=device_id, now=timezone.now())
        return Response(status=204)


def _person(request: Request) -> User:
    return cast("User", request.user)  # `SignedIn` lets nobody else come this far


def _current(request: Request) -> str:
    """The asker's own device by its id in the list."""
    claims = request.auth
    if isinstance(claims, Claims):
        return selectors.app_device_id(claims.family_id)
    return selectors.browser_device_id(request._request.session.session_key or "")
