"""The table of prices and pieces: its lines, one rule for many of them, a file of them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.catalog.rules.bulk import Rule
from apps.catalog.services.batches import MAX_OFFERS
from apps.catalog.services.offers import MAX_STOCK
from apps.catalog.web.forms import PriceField

MAX_FILE_BYTES = 1_000_000
MAX_MISTAKES = 50
STEPS = ("1", "100", "500", "1000")


class CellsForm(forms.Form):
    """A line of the table: what was there when the page was made, and what there shall be. A line
    that nobody changed changes nothing, whatever happened to the offer meanwhile."""

    use_required_attribute = False
    price = PriceField(label=_("Price"))
    stock = forms.IntegerField(label=_("Pieces"), min_value=0, max_value=MAX_STOCK)
    was_price = forms.CharField(widget=forms.HiddenInput, max_length=40)
    was_stock = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def new_price(self) -> Decimal | None:
        """The price of a valid line if somebody changed it."""
        return self._new("price")

    def new_stock(self) -> int | None:
        """The pieces of a valid line if somebody changed them."""
        return self._new("stock")

    def _new(self, name: str) -> Any:  # Any: a sum or a number
        typed, was = str(self[name].value()), str(self[f"was_{name}"].value())
        return None if typed.strip() == was.strip() else self.cleaned_data[name]


class RuleForm(forms.Form):
    """One rule for the ticked lines, or for all that the list shows."""

    use_required_attribute = False
    rule = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            (Rule.PRICE_PERCENT, _("Change the price by, %")),
            (Rule.PRICE_ADD, _("Change the price by a sum")),
            (Rule.PRICE_SET, _("Set the price")),
            (Rule.FREE_SET, _("Set the pieces")),
            (Rule.FREE_ADD, _("Change the pieces by")),
        ],
    )
    amount = forms.DecimalField(
        label=_("By how much"),
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("−10 makes it less, 10 more."),
    )
    step = forms.ChoiceField(label=_("Round to"), choices=[(each, each) for each in STEPS])
    scope = forms.ChoiceField(
        label=_("Which offers"),
        choices=[("ticked", _("those I ticked")), ("all", _("all in this list"))],
        widget=forms.RadioSelect,
        initial="ticked",
    )

    def clean_amount(self) -> Decimal:
        """Whole pieces, a price above nothing, no more off than there is."""
        amount: Decimal = self.cleaned_data["amount"]
        rule = Rule(self.cleaned_data["rule"]) if "rule" in self.cleaned_data else None
        if rule is None:
            return amount
        if not rule.is_of_price and amount != amount.to_integral_value():
            raise ValidationError(_("Pieces are whole numbers."))
        if not rule.is_of_price and abs(amount) > MAX_STOCK:
            raise ValidationError(_("That is too much."))
        if rule in (Rule.PRICE_SET, Rule.FREE_SET) and amount < 0:
            raise ValidationError(_("It cannot be less than nothing."))
        if rule == Rule.PRICE_PERCENT and not -95 <= amount <= 1000:
            raise ValidationError(_("Between −95 and 1000 per cent."))
        return amount


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of a file of prices: which offer, and what it shall have (None: as it is)."""

    number: int
    sku: str
    price: Decimal | None
    stock: int | None


class PricesFileForm(forms.Form):
    """A CSV file with the columns `sku` and `price`, `stock` or both."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with the columns sku, price, stock; an empty cell changes nothing."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> list[FileLine]:
        """The file's lines, all in order; else what is wrong, line by line."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise ValidationError(_("The file is too large. Please send at most 1 MB."))
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not in UTF-8.")) from error
        mistakes: list[str] = []
        lines = list(_lines(text.replace("\0", ""), mistakes))
        if mistakes:
            raise ValidationError([ValidationError(text) for text in mistakes[:MAX_MISTAKES]])
        if not lines:
            raise ValidationError(_("There is no line in the file."))
        return lines


def _lines(text: str, mistakes: list[str]) -> Iterator[FileLine]:
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    names = {str(name).strip().lower(): name for name in rows.fieldnames or []}
    if "sku" not in names or not {"price", "stock"} & names.keys():
        mistakes.append(_t("The first line names the columns: sku, and price or stock."))
        return
    seen: set[str] = set()
    try:
        for row in rows:
            number = rows.line_num
            if len(seen) >= MAX_OFFERS:
                mistakes.append(_t("At most %(max)d offers at once.") % {"max": MAX_OFFERS})
                return
            cells = {name: str(row.get(column) or "").strip() for name, column in names.items()}
            sku = cells["sku"].removeprefix("'")
            if not sku and not any(cells.values()):
                continue
            if sku in seen:
                mistakes.append(_of_line(number, _t("this SKU came before.")))
                continue
            seen.add(sku)
            line = _line(number, sku, cells, mistakes)
            if line is not None:
                yield line
    except csv.Error:
        mistakes.append(_of_line(rows.line_num, _t("this is not CSV.")))


def _line(number: int, sku: str, cells: dict[str, str], mistakes: list[str]) -> FileLine | None:
    values: dict[str, Any] = {}  # Any: a sum or a number
    for name in ("price", "stock"):
        field: forms.Field = CellsForm.base_fields[name]
        try:
            values[name] = field.clean(cells[name]) if cells.get(name) else None
        except ValidationError as error:
            mistakes.append(_of_line(number, f"{name}: {error.messages[0]}"))
            return None
    return FileLine(number, sku, **values)


def _of_line(number: int, text: str) -> str:
    return _t("Line %(line)d: %(text)s") % {"line": number, "text": text}
