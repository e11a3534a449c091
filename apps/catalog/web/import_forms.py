"""What a seller says of a file of goods."""

import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.catalog.services.imports.files import NEEDED, SYNONYMS
from apps.catalog.services.offers import MAX_STOCK

LABELS = {
    "sku": _("Your code (SKU)"),
    "title": _("Title"),
    "category": _("Category"),
    "price": _("Price"),
    "currency": _("Currency"),
    "description": _("Description"),
    "brand": _("Brand"),
    "stock": _("Pieces"),
    "weight_g": _("Weight, g"),
    "variant_sku": _("SKU of the variant"),
}
RATE = re.compile(r"([A-Z]{3})\s*[ :=]\s*([0-9]{1,12}(?:\.[0-9]{1,6})?)")
# A price that something used to have is not its price.
FORMER = re.compile(r"\b(?:old|before|was|стар|прежн|eski)")


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
    more_rates = forms.CharField(
        label=_("Rates of further currencies"),
        max_length=200,
        required=False,
        help_text=_("For a file in several currencies, for example: EUR 14800, GBP 17200."),
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

    def clean_more_rates(self) -> dict[str, Decimal]:
        """Rates by currency; the market's own has none."""
        found: dict[str, Decimal] = {}
        for part in filter(None, map(str.strip, self.cleaned_data["more_rates"].split(","))):
            pair = RATE.fullmatch(part)
            if pair is None or pair[1] == settings.MARKET_CURRENCY or not Decimal(pair[2]):
                raise forms.ValidationError(
                    _("Write each currency's code and what one unit costs, between commas.")
                )
            found[pair[1]] = Decimal(pair[2])
        return found

    def rates(self) -> dict[str, Decimal]:
        """The exchange rates the import needs."""
        data = self.cleaned_data
        if data["currency"] == settings.MARKET_CURRENCY:
            return data["more_rates"]  # type: ignore[no-any-return]  # see clean_more_rates
        return {**data["more_rates"], data["currency"]: data["rate"]}


class ColumnsForm(forms.Form):
    """What the columns of a table hold whose names are not ours; a likely one is chosen already."""

    use_required_attribute = False

    def __init__(self, *args: Any, heading: Sequence[str], **kwargs: Any) -> None:
        """`heading` are the table's own names. Any: Django's own arguments."""
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((name, name) for name in heading)]
        for column, label in LABELS.items():
            self.fields[column] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=column in NEEDED,
                initial=likely(column, heading),
            )


def likely(column: str, heading: Sequence[str]) -> str:
    """The name in a table's heading that most probably means a column of ours, or none."""
    folded = {name.casefold(): name for name in heading}
    if column == "price":
        folded = {low: name for low, name in folded.items() if not FORMER.search(low)}
    words = [column, *(theirs for theirs, ours in SYNONYMS.items() if ours == column)]
    for word in words:
        if found := get_close_matches(word, folded, n=1, cutoff=0.6):
            return folded[found[0]]
    telling = [word for word in words if len(word) > 2]
    contains = (name for low, name in folded.items() if any(word in low for word in telling))
    return next(contains, "")
