"""What the form "tell me when…" sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.alerts.models import AlertKind


class WhatForm(forms.Form):
    """Which variant, and what of it."""

    variant_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=AlertKind, widget=forms.HiddenInput)


class WatchForm(WhatForm):
    """What a guest sends: their address too."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We write once to make sure that it is yours, and once when the moment comes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
