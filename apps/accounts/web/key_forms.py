"""allauth's forms of passkeys, with names of a length that fits a page."""

from allauth.mfa.webauthn import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(allauth_forms.AddWebAuthnForm):
    name = forms.CharField(
        label=_("What shall we call it?"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    passwordless = forms.BooleanField(
        label=_("It opens my account by itself, without the password"),
        help_text=_("The device then asks for your face, finger or PIN."),
        required=False,
        initial=True,
    )
    field_order = ("name", "passwordless", "credential")


class RenamePasskeyForm(allauth_forms.EditWebAuthnForm):
    name = forms.CharField(
        label=_("What shall we call it?"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
