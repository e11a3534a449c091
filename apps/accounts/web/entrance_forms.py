"""allauth's forms at our entrances: guarded, in our words, one thing asked at a time."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import LoginMethod
from allauth.account.forms import (
    BaseConfirmCodeForm,
    ChangePasswordForm,
    ChangePhoneForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
    VerifyPhoneForm,
)
from allauth.account.internal.flows.login import derive_login_method
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import services
from apps.accounts.web.captcha import WithCaptcha
from apps.core import limits
from apps.core.web.client import client_ip

LABELS = {
    "login": _("E-mail or phone"),
    "email": _("E-mail"),
    "password": _("Password"),
    "password1": _("Password"),
    "remember": _("Keep me signed in"),
}
# One sentence instead of Django's five; a password that won't do is told why.
GOOD_PASSWORD = _("At least 8 characters, not all digits.")


class EntranceForm(WithCaptcha):
    """A guarded form whose labels are the house's; a placeholder would only repeat them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's own arguments
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class EntranceLoginForm(EntranceForm, LoginForm):
    pass


class EmailSignupForm(EntranceForm, SignupForm):
    """By e-mail and password. One address at a time: whether a code comes to one's own phone would
    tell whether the e-mail has an account."""

    limit = "register"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's own arguments
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = GOOD_PASSWORD

    def _get_signup_fields(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """allauth's own way to leave a field out. Any: a form's options."""
        fields: dict[str, Any] = super()._get_signup_fields(kwargs)
        return {name: fields[name] for name in fields if name != "phone"}

    def try_save(self, request: HttpRequest) -> Any:  # Any: allauth's own signature
        """As much work where there is an account as for a new one: the clock tells nothing."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class PhoneSignupForm(EntranceForm, SignupForm):
    """By phone and the code that is sent to it; a password and an e-mail may come later."""

    limit = "register"
    field_order = ["name", "phone"]

    def _get_signup_fields(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """Only the phone. Any: a form's options."""
        return {"phone": {"required": True}}


class ChangeForm(ChangePhoneForm):
    """Another phone for who is signed in: it is sent a code, so not too often."""

    def clean_phone(self) -> str:
        phone = str(super().clean_phone())
        limits.spend("code-from", limits.network_of(client_ip(context.request)))
        limits.spend("code-to", phone)
        return phone


class CodeForm(EntranceForm, RequestLoginCodeForm):
    """Where to send a code: one field for an e-mail or a phone, as at the login."""

    limit = "code-from"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's own arguments
        super().__init__(*args, **kwargs)
        del self.fields["email"], self.fields["phone"]
        widget = forms.TextInput(attrs={"autocomplete": "username"})
        login = forms.CharField(label=LABELS["login"], max_length=254, widget=widget)
        self.fields = {"login": login, **self.fields}

    def clean_login(self) -> str:
        """What allauth's own fields would have become: `email` or `phone`, and whose it is."""
        login: str = self.cleaned_data["login"]
        kind = derive_login_method(login)
        if kind == LoginMethod.EMAIL:
            self.cleaned_data["email"] = login.lower()
            self.clean_email()
        elif kind == LoginMethod.PHONE:
            self.cleaned_data["phone"] = get_adapter().phone_form_field(required=True).clean(login)
            self.clean_phone()
        else:
            raise forms.ValidationError(
                gettext("Please write a phone number or an e-mail address.")
            )
        return login


class ResetForm(EntranceForm, ResetPasswordForm):
    limit = "reset"


class PasswordForm(forms.Form):
    """A new password, typed twice, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's own arguments
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Present password"),
            "password1": _("New password"),
            "password2": _("The new password once more"),
        }
        for name, field in self.fields.items():
            field.label = labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = GOOD_PASSWORD


class FirstPasswordForm(PasswordForm, SetPasswordForm):
    pass


class OtherPasswordForm(PasswordForm, ChangePasswordForm):
    pass


class NewPasswordForm(PasswordForm, ResetPasswordKeyForm):
    pass


class GuessForm(BaseConfirmCodeForm):
    """A code that was sent: each try counts before it is compared, since many may come at once."""

    def clean_code(self) -> str:
        services.count_guess(session_key=context.request.session.session_key or "")
        return str(super().clean_code())


class LoginCodeForm(GuessForm, ConfirmLoginCodeForm):
    pass


class EmailCodeForm(GuessForm, ConfirmEmailVerificationCodeForm):
    pass


class PhoneCodeForm(GuessForm, VerifyPhoneForm):
    pass
