"""The steps of a card's editor: its texts and properties, its variants, its parcel."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import AttributeKind
from apps.catalog.rules.attributes import EMPTY
from apps.catalog.rules.lines import Line
from apps.catalog.selectors import AttributeView, Draft
from apps.catalog.services import CardContent, VariantContent
from apps.catalog.services.cards import MAX_DESCRIPTION, MAX_TITLE
from apps.catalog.services.offers import MAX_STOCK
from apps.catalog.web.forms import PriceField

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SIZES = ("weight_g", "length_mm", "width_mm", "height_mm")


class MainForm(forms.Form):
    """What a card says: texts in every language, brand, and the properties of its category."""

    # Which title is needed depends on a choice the browser doesn't know of.
    use_required_attribute = False
    source_language = forms.ChoiceField(label=_("Main language"), choices=settings.LANGUAGES)
    brand = forms.CharField(label=_("Brand"), max_length=120, required=False)

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
            self.fields[field_name(attribute.code)] = _attribute_field(attribute)

    def texts(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """For each language its code, its own name, and the fields of title and description."""
        return [
            (code, str(name), self[f"title_{code}"], self[f"description_{code}"])
            for code, name in settings.LANGUAGES
        ]

    def attribute_fields(self) -> list[forms.BoundField]:
        """The fields of the category's properties."""
        return [self[field_name(each.code)] for each in self._attributes]

    def properties(self) -> dict[str, Any]:  # Any: text, number or boolean
        """The filled properties of a valid form, by code."""
        typed = {each.code: self.cleaned_data[field_name(each.code)] for each in self._attributes}
        return {code: value for code, value in typed.items() if value not in EMPTY}


class ParcelForm(forms.Form):
    """What a packed piece weighs and measures: delivery is priced by it."""

    use_required_attribute = False
    weight_g = forms.IntegerField(label=_("Weight, packed"), min_value=1, max_value=1_000_000)
    length_mm = forms.IntegerField(label=_("Length"), min_value=0, max_value=10_000, required=False)
    width_mm = forms.IntegerField(label=_("Width"), min_value=0, max_value=10_000, required=False)
    height_mm = forms.IntegerField(label=_("Height"), min_value=0, max_value=10_000, required=False)


class LineForm(forms.Form):
    """One variant to sell, an option of each of the category's axes."""

    use_required_attribute = False
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
            self.fields[field_name(axis.code)] = forms.ChoiceField(
                label=str(axis.name),
                choices=[("", "—"), *choices],
                required=axis.is_required,
            )

    def axis_fields(self) -> list[forms.BoundField]:
        """The fields of the axes, in their order."""
        return [self[field_name(axis.code)] for axis in self._axes]

    def clean(self) -> dict[str, Any]:  # Any: cleaned values
        data = super().clean() or {}
        price, old_price = data.get("price"), data.get("old_price")
        if price and old_price and old_price <= price:
            self.add_error("old_price", _("The old price is higher than the price."))
        return data

    def content(self) -> VariantContent:
        """The valid form as the service takes it."""
        data = self.cleaned_data
        options = {axis.code: data[field_name(axis.code)] for axis in self._axes}
        return VariantContent(
            sku=data["sku"],
            options={axis: code for axis, code in options.items() if code},
            price=data["price"],
            stock=data["stock"],
            old_price=data["old_price"],
            barcode=data["barcode"],
        )


class TableForm(forms.Form):
    """Which options the table of variants gets a line for, and what is put into its cells."""

    prefix = "table"
    use_required_attribute = False
    stem = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_.:#+-]{0,39}$",
        label=_("Your code begins with"),
        required=False,
        error_messages={"invalid": _("Letters, digits and - _ . : # + only.")},
    )
    price = PriceField(label=_("Price"), required=False)
    old_price = PriceField(label=_("Price before"), required=False)
    stock = forms.IntegerField(label=_("Pieces"), min_value=0, max_value=MAX_STOCK, required=False)
    only_empty = forms.BooleanField(label=_("Only cells that are empty"), required=False)

    def __init__(self, *args: Any, axes: Sequence[AttributeView], **kwargs: Any) -> None:
        """Any: Django's own arguments."""
        super().__init__(*args, **kwargs)
        self._axes = axes
        for axis in axes:
            self.fields[field_name(axis.code)] = forms.MultipleChoiceField(
                label=str(axis.name),
                choices=[(code, str(name)) for code, name, _colour in axis.values],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def axis_fields(self) -> list[forms.BoundField]:
        """The fields of the axes, in their order."""
        return [self[field_name(axis.code)] for axis in self._axes]

    def chosen(self) -> dict[str, list[str]]:
        """The options ticked in a valid form, by axis."""
        return {axis.code: self.cleaned_data[field_name(axis.code)] for axis in self._axes}

    def values(self) -> Line:
        """What a valid form puts into cells, as it was typed."""
        return {
            name: str(self[name].value() or "").strip() for name in ("price", "old_price", "stock")
        }


def card_content(
    *,
    main: MainForm,
    parcel: ParcelForm,
    category_code: str,
    photos: Sequence[Sequence[str]],
    kept: Mapping[str, Any],
) -> CardContent:
    """Valid forms as the service takes them; `kept` are properties that no form shows.
    Any: text, number or boolean."""
    texts, sizes = main.cleaned_data, parcel.cleaned_data
    return CardContent(
        title={code: texts[f"title_{code}"] for code in LANGUAGES},
        description={code: texts[f"description_{code}"] for code in LANGUAGES},
        category_code=category_code,
        source_language=texts["source_language"],
        brand=texts["brand"],
        attributes={**kept, **main.properties()},
        photos=tuple((image_id, option) for image_id, option in photos),
        **{name: sizes[name] or 0 for name in SIZES},
    )


def typed_of(draft: Draft) -> dict[str, str]:
    """A card's present version as somebody would have typed it into the forms."""
    typed = {"source_language": draft.product.source_language, "brand": draft.brand}
    typed |= {name: str(value) for name, value in draft.sizes.items()}
    typed |= {f"title_{code}": text for code, text in draft.title.items()}
    typed |= {f"description_{code}": text for code, text in draft.description.items()}
    return typed | {
        field_name(code): _as_typed(value)
        for code, value in draft.attributes.items()
        if not isinstance(value, list)
    }


def field_name(code: str) -> str:
    """What the field of a property is called."""
    return f"attribute_{code}"


def _as_typed(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


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
