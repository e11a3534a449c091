"""What people tell about themselves."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from apps.accounts import rules, services
from apps.accounts.models import User
from apps.accounts.services import AddressFields
from apps.core.web.client import client_ip
from apps.geo import selectors as places
from apps.geo.selectors import AddressLines

OLDEST_BIRTHDAY = date(1900, 1, 1)


class NameForm(forms.Form):
    """What registration asks besides e-mail and password."""

    name = forms.CharField(
        label=_("Name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def clean(self) -> dict[str, Any]:  # Any: a form's values
        """A name is the first password anybody tries; allauth compares with the address alone."""
        sent: dict[str, Any] = super().clean() or {}
        field = "password1" if "password1" in self.fields else "password"
        if sent.get("name") and sent.get(field):
            try:
                UserAttributeSimilarityValidator(["name"]).validate(
                    sent[field], User(name=sent["name"])
                )
            except forms.ValidationError as error:
                self.add_error(field, error)
        return sent

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the person is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        services.accept_terms(user=user, ip=client_ip(request))


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneNumberField(
        label=_("Phone"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)
    birthday = forms.DateField(
        label=_("Birthday"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("JPEG, PNG or WebP."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    drop_photo = forms.BooleanField(label=_("Remove the photo"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # Any: Django's arguments
        super().__init__(*args, **kwargs)
        if user.phone_verified_at:
            # It opens the account: it is changed where the next one is verified.
            del self.fields["phone"]
        if user.photo_id is None:
            del self.fields["drop_photo"]

    def clean_birthday(self) -> date | None:
        day: date | None = self.cleaned_data["birthday"]
        if day is not None and not OLDEST_BIRTHDAY <= day <= timezone.localdate():
            raise forms.ValidationError(_t("Please check the date."))
        return day


class ErasureForm(forms.Form):
    """What shows that somebody means it."""

    is_sure = forms.BooleanField(label=_("Yes, delete my account for good"))


class AddressForm(forms.Form):
    """An address as its country writes it: the market's by a place from our list, another's by its
    own lines. Which country it is comes first and decides what else is asked."""

    label = forms.CharField(
        label=_("Label"), max_length=40, required=False, help_text=_("Home, work …")
    )
    name = forms.CharField(
        label=_("Recipient"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneNumberField(
        label=_("Phone"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), widget=forms.Select(attrs={"autocomplete": "country"})
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
    point = forms.CharField(
        label=_("Point on the map"),
        max_length=60,
        required=False,
        help_text=_(
            "Two numbers from any map, such as 41.3111, 69.2797: couriers find you sooner."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    is_default = forms.BooleanField(label=_("Use this address first"), required=False)

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:  # Any: Django's arguments
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = places.country_choices()  # type: ignore[attr-defined]
        self.initial["country"] = country
        self.fields["phone"] = PhoneNumberField(
            label=self.fields["phone"].label, widget=self.fields["phone"].widget, region=country
        )
        if country == settings.MARKET_COUNTRY:
            self.place_names = ["city"]
            self.fields["city"] = _choice(
                _t("City or district"), places.city_choices(), "address-level2"
            )
        else:
            self.place_names = self._add_lines(places.address_lines(country=country))

    @property
    def place(self) -> list[forms.BoundField]:
        """The fields that the country decides."""
        return [self[name] for name in self.place_names]

    def clean_point(self) -> tuple[Decimal, Decimal] | tuple[None, None]:
        text: str = self.cleaned_data["point"]
        if not text:
            return None, None
        point = rules.parse_point(text)
        if point is None:
            raise forms.ValidationError(_t("This is no point on a map."))
        return point

    def clean(self) -> dict[str, Any]:  # Any: a form's values
        """Whether the lines fit the country."""
        sent: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for name, text in services.wrong_place(self.fields_sent()).items():
                self.add_error(name, text)
        return sent

    def fields_sent(self) -> AddressFields:
        """The valid form as the service takes it."""
        data = self.cleaned_data
        return AddressFields(
            name=data["name"],
            phone=data["phone"].as_e164,
            country=data["country"],
            city_code=data.get("city", ""),
            region_name=data.get("region_name", ""),
            city_name=data.get("city_name", ""),
            postal_code=data.get("postal_code", "").upper(),
            street=data["street"],
            label=data["label"],
            note=data["note"],
            is_default=data["is_default"],
            latitude=data["point"][0],
            longitude=data["point"][1],
        )

    def _add_lines(self, lines: AddressLines) -> list[str]:
        wanted: dict[str, forms.Field] = {}
        if lines.has_region and lines.regions:
            choices = [("", "—"), *lines.regions]
            wanted["region_name"] = _choice(lines.region_label, choices, "address-level1")
        elif lines.has_region:
            wanted["region_name"] = _line(lines.region_label, "address-level1", 100)
        if lines.has_city:
            wanted["city_name"] = _line(_t("City"), "address-level2", 100)
        if lines.has_postal_code:
            wanted["postal_code"] = _line(lines.postal_code_label, "postal-code", 20)
            if lines.postal_code_example:
                example = {"example": lines.postal_code_example}
                wanted["postal_code"].help_text = _t("Such as %(example)s") % example
        needed = {
            "region_name": lines.needs_region,
            "city_name": lines.needs_city,
            "postal_code": lines.needs_postal_code,
        }
        for name, field in wanted.items():
            field.required = needed[name]
        self.fields |= wanted
        return list(wanted)


def _line(label: str, autofill: str, length: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autofill})
    return forms.CharField(label=label, max_length=length, widget=widget)


def _choice(label: str, choices: Sequence[Any], autofill: str) -> forms.ChoiceField:
    """Any: choices, or groups of them."""
    widget = forms.Select(attrs={"autocomplete": autofill})
    return forms.ChoiceField(label=label, choices=choices, widget=widget)
