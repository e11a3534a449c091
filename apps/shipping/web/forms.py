"""What a courier types."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.shipping.models import FailReason


class CodeForm(forms.Form):
    """The code the recipient tells; spaces in it don't matter."""

    code = forms.CharField(
        label=_("Code from the recipient"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "pattern": "[0-9 ]*",
                "maxlength": "9",
                "enterkeyhint": "done",
            }
        ),
        error_messages={"required": _("Ask the recipient for the code in their order.")},
    )


class FailForm(forms.Form):
    """Why a parcel could not be handed over."""

    note = forms.ChoiceField(
        label=_("Why?"),
        choices=FailReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
