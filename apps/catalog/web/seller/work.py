"""A draft at work: its steps, its forms filled with what was typed, and what is still wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from apps.catalog import selectors
from apps.catalog.models import CardDraft
from apps.catalog.rules.lines import Line
from apps.catalog.selectors import AttributeView, CategoryNode
from apps.catalog.selectors.tree import trail_of_path
from apps.catalog.services.drafts import is_begun
from apps.catalog.web.card_forms import LineForm, MainForm, ParcelForm, field_name
from apps.catalog.web.forms import PriceField
from apps.sellers.rules import seller_share
from apps.sellers.selectors import Desk, commission_rate

STEPS: dict[str, Promise] = {
    "main": _t("Texts and properties"),
    "photos": _t("Photos"),
    "variants": _t("Variants and prices"),
    "parcel": _t("Parcel"),
    "preview": _t("Check and send"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a draft from being sent: the field `anchor` of a step."""

    step: str
    anchor: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A variant to add: its form, and what the shop gets of its price where that is one."""

    key: str
    form: LineForm
    share: Decimal | None
    known: selectors.KnownCard | None


@dataclass(frozen=True, slots=True)
class Work:
    """A draft on its seller's desk, with the properties and axes of its category."""

    desk: Desk
    draft: CardDraft
    properties: list[AttributeView]
    axes: list[AttributeView]
    trail: list[CategoryNode]

    @classmethod
    def on(cls, desk: Desk, draft: CardDraft) -> Self:
        """Lay a draft out: 2 queries."""
        every = selectors.attributes_of(category_path=draft.category.path)
        return cls(
            desk,
            draft,
            [each for each in every if not each.is_variant_axis],
            [each for each in every if each.is_variant_axis],
            trail_of_path(draft.category.path),
        )

    def url(self, step: str) -> str:
        """Where a step is."""
        return reverse("seller:draft", args=[self.desk.shop, self.draft.pk, step])

    @property
    def commission(self) -> Decimal:
        """The share of a price that we keep, without the VAT on it."""
        codes = [step.code for step in reversed(self.trail)]
        return commission_rate(plan=self.desk.seller.plan, category_codes=codes)

    def main_form(self, *, is_checked: bool) -> MainForm:
        """The first step's form, its mistakes marked or not."""
        typed = _as_now(self.draft.fields, self.properties)
        if is_checked:
            return MainForm(typed, attributes=self.properties)
        return MainForm(initial=typed, attributes=self.properties)

    def parcel_form(self, *, is_checked: bool) -> ParcelForm:
        """The parcel's form, its mistakes marked or not."""
        typed = self.draft.fields
        return ParcelForm(typed) if is_checked else ParcelForm(initial=typed)

    def line_form(self, line: Line, *, is_checked: bool) -> LineForm:
        """A variant's form, its mistakes marked if anything was typed at all."""
        key, line = line["key"], _as_now(line, self.axes)
        if is_checked and is_begun(line):
            typed = {f"{key}-{name}": text for name, text in line.items()}
            return LineForm(typed, prefix=key, axes=self.axes)
        return LineForm(initial=line, prefix=key, axes=self.axes)

    def rows(self, *, is_checked: bool) -> list[Row]:
        """The variants to add: 2 queries if one has a barcode."""
        barcodes = [line.get("barcode", "") for line in self.draft.lines]
        known = selectors.cards_by_barcode(seller_id=self.desk.seller_id, barcodes=barcodes)
        return [
            Row(
                line["key"],
                self.line_form(line, is_checked=is_checked),
                self._share(line.get("price", "")),
                known.get(line.get("barcode", "")),
            )
            for line in self.draft.lines
        ]

    def checked(self) -> tuple[MainForm, ParcelForm, list[LineForm]]:
        """All forms with their mistakes marked; of variants those that were begun."""
        begun = [line for line in self.draft.lines if is_begun(line)]
        lines = [self.line_form(line, is_checked=True) for line in begun]
        return self.main_form(is_checked=True), self.parcel_form(is_checked=True), lines

    def problems(self) -> list[Problem]:
        """All that keeps the draft from being sent, step by step."""
        main, parcel, lines = self.checked()
        found = [*_problems("main", main)]
        for line in lines:
            found += _problems("variants", line)
        options = [
            tuple(line[field_name(axis.code)].value() for axis in self.axes) for line in lines
        ]
        if len(set(options)) < len(options):
            text = _("Two variants have the same options.")
            found.append(Problem("variants", "variants", str(STEPS["variants"]), text))
        if not lines and self.draft.product_id is None:
            text = _("A product has at least one variant.")
            found.append(Problem("variants", "variants", str(STEPS["variants"]), text))
        return [*found, *_problems("parcel", parcel)]

    def _share(self, price: str) -> Decimal | None:
        try:
            value = PriceField(required=False).clean(price)
        except ValidationError:
            return None
        if not value:
            return None
        return seller_share(
            price=value,
            rate=self.commission,
            vat_rate=settings.COMMISSION_VAT_RATE,
            currency=settings.MARKET_CURRENCY,
        )


def _as_now(typed: Mapping[str, str], attributes: Sequence[AttributeView]) -> dict[str, str]:
    """What was typed, with the values that stand for those that were merged since."""
    names = {field_name(each.code): each.moved for each in attributes}
    return {name: names.get(name, {}).get(text, text) for name, text in typed.items()}


def _problems(step: str, form: forms.Form) -> list[Problem]:
    return [
        Problem(step, form[name].id_for_label, str(form[name].label), str(text))
        for name, texts in form.errors.items()
        for text in texts
        if name in form.fields
    ]
