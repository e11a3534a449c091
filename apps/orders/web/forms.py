"""The one checkout form: whom to reach, where to bring it. Also what sellers send."""

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from apps.geo import selectors as places


class CheckoutForm(forms.Form):
    name = forms.CharField(
        label=_("Name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneNumberField(
        label=_("Phone"),
        help_text=_("The courier calls this number."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send the receipt and the way of your parcels here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    city = forms.ChoiceField(
        label=_("City or district"),
        widget=forms.Select(attrs={"autocomplete": "address-level2"}),
    )
    street = forms.CharField(
        label=_("Street, house, flat"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    note = forms.CharField(
        label=_("Note for the courier"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    # What the page showed and which try this is: not for people to fill in.
    total = forms.DecimalField(widget=forms.HiddenInput, max_digits=18, decimal_places=2)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=80)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["city"].choices = places.city_choices()  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)
