"""Entrances of allauth that lead a little elsewhere: registration by phone, a code once more."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.account.views import RequestLoginCodeView, SignupView
from django.http import HttpRequest, HttpResponseRedirect

from apps.accounts.web.entrance_forms import PhoneSignupForm


class PhoneSignup(SignupView):
    """Registration by a phone and the code that is sent to it."""

    template_name = "account/signup_by_phone.html"

    def get_form_class(self) -> type[SignupForm]:
        return PhoneSignupForm


class AskForCode(RequestLoginCodeView):
    """A code may be asked for again while the last one is awaited: the answer is the same whether
    or not anybody gets one."""

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> HttpResponseRedirect | None:
        if request.method == "POST" and stage.key == LoginByCodeStage.key:
            clear_login(request)
            return None
        # Any: allauth has no types.
        answer: Any = super()._redirect_to_pending_stage(request, stage)
        return answer


phone_signup = PhoneSignup.as_view()
ask_for_code = AskForCode.as_view()
