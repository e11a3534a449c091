"""What sellers write about their goods: prices, cards with their variants and photos, imports."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import AttributeKind, OfferState
from apps.catalog.selectors import AttributeView, Draft
from apps.catalog.services import CardContent, VariantContent
from apps.catalog.services.cards import MAX_DESCRIPTION, MAX_PHOTOS, MAX_TITLE
from apps.catalog.services.offers import MAX_PRICE, MAX_STOCK
from apps.core.money import THIN_SPACE, unit_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")
SIZES = ("weight_g", "length_mm", "width_mm", "height_mm")
photo_signer = signing.Signer(salt="catalog.photo")


class PriceField(forms.DecimalField):
    """A sum in the market's currency; people may write spaces between the thousands."""

    def __init__(self, **kwargs: Any) -> None:  # Any: Django's own arguments
        unit = unit_of(settings.MARKET_CURRENCY)
        kwargs.setdefault("min_value", unit)
        kwargs.setdefault("max_value", MAX_PRICE)
        kwargs.setdefault("decimal_places", max(0, -int(unit.as_tuple().exponent)))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(  # type: ignore[override]  # the stubs take it for an integer field's
        self,
        value: Any,  # Any: as Django's
    ) -> Decimal | None:
        return super().to_python(value.translate(SPACES) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:  # Any: as Django's
        if isinstance(value, Decimal):
            return f"{value.quantize(unit_of(settings.MARKET_CURRENCY)):,f}".replace(
                ",", THIN_SPACE
            )
        return value


class OfferForm(forms.Form):
    """A line of the seller's list: what a piece costs and how many may be bought."""

    price = PriceField(label=_("Price"))
    stock = forms.IntegerField(label=_("Pieces"), min_value=0, max_value=MAX_STOCK)


class StateForm(forms.Form):
    state = forms.ChoiceField(choices=[(OfferState.ACTIVE, ""), (OfferState.PAUSED, "")])


class CardForm(forms.Form):
    """A card: texts in every language, brand, measures, and the attributes of its category."""

    # Which title is needed depends on a choice the browser doesn't know of.
    use_required_attribute = False
    source_language = forms.ChoiceField(label=_("Main language"), choices=settings.LANGUAGES)
    brand = forms.CharField(label=_("Brand"), max_length=120, required=False)
    weight_g = forms.IntegerField(
        label=_("Weight, packed"), min_value=1, max_value=1_000_000, initial=500
    )
    length_mm = forms.IntegerField(label=_("Length"), min_value=0, max_value=10_000, initial=0)
    width_mm = forms.IntegerField(label=_("Width"), min_value=0, max_value=10_000, initial=0)
    height_mm = forms.IntegerField(label=_("Height"), min_value=0, max_value=10_000, initial=0)

    def __init__(self, *args: Any, attributes: Sequence[AttributeView], **kwargs: Any) -> None:
        """`attributes` of the category, without its variant axes. Any: Django's own arguments."""
        super().__init__(*args, **kwargs)
        self._attributes = attributes
        source = self["source_language"].value()
        for language in LANGUAGES:
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title"),
                max_length=MAX_TITLE,
                required=language == source,
                error_messages={"required": _("The main language needs a title.")},
            )
            self.fields[f"description_{language}"] = forms.CharField(
                label=_("Description"),
                max_length=MAX_DESCRIPTION,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        for attribute in attributes:
            self.fields[_name(attribute.code)] = _attribute_field(attribute)

    def texts(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """For each language its code, its own name, and the fields of title and description."""
        return [
            (code, str(name), self[f"title_{code}"], self[f"description_{code}"])
            for code, name in settings.LANGUAGES
        ]

    def attribute_fields(self) -> list[tuple[AttributeView, forms.BoundField]]:
        """The category's attributes with their fields."""
        return [(each, self[_name(each.code)]) for each in self._attributes]

    def content(
        self,
        *,
        category_code: str,
        photos: tuple[tuple[str, str], ...],
        kept: dict[str, Any] | None = None,
    ) -> CardContent:
        """The valid form as the service takes it; `kept` are attributes the form doesn't show.
        Any: text, number or boolean."""
        data = self.cleaned_data
        attributes = dict(kept or {})
        for each in self._attributes:
            value = data[_name(each.code)]
            attributes.pop(each.code, None)
            if value not in (None, "", []):
                attributes[each.code] = value
        return CardContent(
            title={code: data[f"title_{code}"] for code in LANGUAGES},
            description={code: data[f"description_{code}"] for code in LANGUAGES},
            category_code=category_code,
            source_language=data["source_language"],
            brand=data["brand"],
            attributes=attributes,
            photos=photos,
            **{name: data[name] for name in SIZES},
        )

    def show(self, errors: Mapping[str, str | Promise]) -> None:
        """Put a service's refusals beside their fields, or above the form."""
        for name, text in errors.items():
            field = _name(name.partition(":")[2]) if name.startswith("attribute:") else name
            if name in ("title", "description"):
                field = f"{name}_{self.data.get('source_language', LANGUAGES[0])}"
            self.add_error(field if field in self.fields else None, str(text))


def card_initial(draft: Draft) -> dict[str, Any]:  # Any: values of fields
    """What the form of a card shows before anything is changed."""
    values: dict[str, Any] = {"source_language": draft.product.source_language}
    values |= {"brand": draft.brand, **draft.sizes}
    values |= {f"title_{code}": text for code, text in draft.title.items()}
    values |= {f"description_{code}": text for code, text in draft.description.items()}
    return values | {_name(code): value for code, value in draft.attributes.items()}


class VariantForm(forms.Form):
    """One variant to sell, an option of each of the category's axes."""

    sku = forms.RegexField(
        r"^[A-Za-z0-9](?:[A-Za-z0-9 _.:#+-]{0,78}[A-Za-z0-9_#+-])?$",
        label=_("Your code (SKU)"),
        error_messages={"invalid": _("Letters, digits and - _ . : # + only.")},
    )
    price = PriceField(label=_("Price"))
    old_price = PriceField(label=_("Price before"), required=False)
    stock = forms.IntegerField(label=_("Pieces"), min_value=0, max_value=MAX_STOCK)
    barcode = forms.RegexField(r"^[0-9]{8,14}$", label=_("Barcode"), required=False)

    def __init__(self, *args: Any, axes: Sequence[AttributeView], **kwargs: Any) -> None:
        """Any: Django's own arguments."""
        super().__init__(*args, **kwargs)
        self._axes = axes
        for axis in axes:
            choices = [(code, str(name)) for code, name, _colour in axis.values]
            self.fields[_name(axis.code)] = forms.ChoiceField(
                label=str(axis.name),
                choices=[("", "—"), *choices],
                required=axis.is_required,
            )

    def axis_fields(self) -> list[forms.BoundField]:
        """The fields of the axes, in their order."""
        return [self[_name(axis.code)] for axis in self._axes]

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        data = super().clean() or {}
        price, old_price = data.get("price"), data.get("old_price")
        if price and old_price and old_price <= price:
            self.add_error("old_price", _("The old price is higher than the price."))
        return data

    def content(self) -> VariantContent:
        """The valid form as the service takes it."""
        data = self.cleaned_data
        options = {axis.code: data[_name(axis.code)] for axis in self._axes}
        return VariantContent(
            sku=data["sku"],
            options={axis: code for axis, code in options.items() if code},
            price=data["price"],
            stock=data["stock"],
            old_price=data["old_price"],
            barcode=data["barcode"],
        )


class PhotoForm(forms.Form):
    """A photo taken in already: its signed id, the option it shows, its place, whether it goes."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
    option = forms.ChoiceField(label=_("Shows"), required=False)
    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=99, required=False)
    is_removed = forms.BooleanField(label=_("Remove"), required=False)

    def __init__(self, *args: Any, axes: Sequence[AttributeView], **kwargs: Any) -> None:
        """Any: Django's own arguments."""
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            ("", _("every variant")),
            *(
                (f"{axis.code}:{code}", str(name))
                for axis in axes
                for code, name, _colour in axis.values
            ),
        ]


VariantFormSet = forms.formset_factory(VariantForm, extra=0, min_num=1, max_num=100)
PhotoFormSet = forms.formset_factory(PhotoForm, extra=0, max_num=MAX_PHOTOS)


def photo_token(*, seller_id: UUID, image_id: UUID) -> str:
    """A photo of that shop, so that nobody puts another's picture on their card."""
    return photo_signer.sign(f"{seller_id}:{image_id}")


def photo_of_token(token: str, *, seller_id: UUID) -> UUID | None:
    """The photo a token names, None for one that isn't this shop's."""
    try:
        owner, _sign, image_id = photo_signer.unsign(token).partition(":")
    except signing.BadSignature:
        return None
    return UUID(image_id) if owner == str(seller_id) else None


class ImportForm(forms.Form):
    """A file of goods and what its prices are in."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX (up to 50,000 rows) or JSONL, at most 200 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.jsonl,.gz"}),
    )
    language = forms.ChoiceField(label=_("Language of the texts"), choices=settings.LANGUAGES)
    currency = forms.ChoiceField(label=_("Prices in the file are in"), choices=[])
    rate = forms.DecimalField(
        label=_("One unit costs"),
        min_value=Decimal("0.000001"),
        max_digits=18,
        decimal_places=6,
        required=False,
        help_text=_("Needed when the prices are in another currency."),
    )
    default_stock = forms.IntegerField(
        label=_("Pieces where the file names none"), min_value=0, max_value=MAX_STOCK, initial=0
    )
    is_trial = forms.BooleanField(
        label=_("Only check, publish nothing yet"), required=False, initial=True
    )
    keep_good = forms.BooleanField(
        label=_("Publish the good rows even when others have errors"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own arguments
        super().__init__(*args, **kwargs)
        own = settings.MARKET_CURRENCY
        codes = [own, *(code for code in ("USD", "EUR", "RUB", "UZS") if code != own)]
        self.fields["currency"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        data = super().clean() or {}
        is_foreign = data.get("currency") != settings.MARKET_CURRENCY
        if is_foreign and "rate" in data and data["rate"] is None:
            self.add_error("rate", _("Say what one unit of this currency costs."))
        return data

    def rates(self) -> dict[str, Decimal]:
        """The exchange rates the import needs."""
        data = self.cleaned_data
        if data["currency"] == settings.MARKET_CURRENCY:
            return {}
        return {data["currency"]: data["rate"]}


def _name(code: str) -> str:
    return f"attribute_{code}"


def _attribute_field(attribute: AttributeView) -> forms.Field:
    label = f"{attribute.name}, {attribute.unit}" if attribute.unit else str(attribute.name)
    needed = attribute.is_required
    if attribute.kind == AttributeKind.CHOICE:
        choices = [(code, str(name)) for code, name, _colour in attribute.values]
        return forms.ChoiceField(label=label, required=needed, choices=[("", "—"), *choices])
    if attribute.kind == AttributeKind.NUMBER:
        return forms.FloatField(label=label, required=needed)
    if attribute.kind == AttributeKind.BOOLEAN:
        return forms.TypedChoiceField(
            label=label,
            required=needed,
            choices=[("", "—"), ("True", _("yes")), ("False", _("no"))],
            coerce=lambda text: text == "True",
            empty_value=None,
        )
    return forms.CharField(label=label, required=needed, max_length=500)
