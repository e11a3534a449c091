"""What sellers tell about their shop."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from apps.geo import selectors as places
from apps.sellers.models import KeyScope, MemberRole, PayoutWay
from apps.sellers.services import Application, PayoutFields


class AboutField(forms.CharField):
    """What a shop says of itself, in one language."""

    def __init__(self, **kwargs: Any) -> None:  # Any: Django's own arguments
        kwargs |= {"max_length": 1000, "required": False}
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class ApplicationForm(forms.Form):
    name = forms.CharField(label=_("Name of the shop"), min_length=2, max_length=80)
    about = AboutField(label=_("What do you sell?"))
    legal_name = forms.CharField(label=_("Legal name"), max_length=160)
    tax_number = forms.RegexField(
        r"^[0-9]{9,14}$",
        label=_("Tax number"),
        error_messages={"invalid": _("A tax number has 9 to 14 digits.")},
    )
    pays_vat = forms.BooleanField(label=_("We pay VAT"), required=False)
    email = forms.EmailField(label=_("E-mail"))
    phone = PhoneNumberField(label=_("Phone"))
    city = forms.ChoiceField(label=_("City you ship from"))
    street = forms.CharField(label=_("Street and house of the warehouse"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own arguments
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = places.city_choices()  # type: ignore[attr-defined]

    def application(self, *, language: str) -> Application:
        """The valid form as the service takes it."""
        data = self.cleaned_data
        return Application(
            name=data["name"],
            legal_name=data["legal_name"],
            tax_number=data["tax_number"],
            email=data["email"],
            phone=data["phone"].as_e164,
            city_code=data["city"],
            street=data["street"],
            about=data["about"],
            language=language,
            pays_vat=data["pays_vat"],
        )


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of their account"))
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole, initial=MemberRole.PACKER)


class SettingsForm(forms.Form):
    about_en = AboutField(label=_("About the shop, English"))
    about_ru = AboutField(label=_("About the shop, Russian"))
    about_uz = AboutField(label=_("About the shop, Uzbek"))
    phone = PhoneNumberField(label=_("Phone"))
    handling_days = forms.IntegerField(label=_("Days to pack an order"), min_value=1, max_value=30)


class PayoutForm(forms.Form):
    """The whole account each time: what is stored is never shown again."""

    way = forms.ChoiceField(
        label=_("Where the account is"), choices=PayoutWay, widget=forms.RadioSelect
    )
    holder = forms.CharField(
        label=_("Holder"),
        help_text=_("A firm or a person, as the bank knows them."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    bank_code = forms.CharField(
        label=_("Bank's code (MFO)"),
        help_text=_("For an account in Uzbekistan: 5 digits."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    account = forms.CharField(
        label=_("Account"),
        help_text=_("20 digits, or an IBAN."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def fields_sent(self) -> PayoutFields:
        """The form as the service takes it."""
        return PayoutFields(**self.cleaned_data)


class KeyForm(forms.Form):
    """A key for a program: what it is called, what it may, for how long."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("Which program it is for: “1C, main office”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may"), choices=KeyScope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(
        label=_("Works for"),
        choices=[
            ("30", _("30 days")),
            ("365", _("a year")),
            ("", _("until it is ended")),
        ],
        required=False,
    )

    def content(self) -> dict[str, Any]:  # Any: values of several types
        """The valid form as the service takes it."""
        data = self.cleaned_data
        days = int(data["days"]) if data["days"] else None
        return {"name": data["name"], "scopes": data["scopes"], "days": days}
