"""What a seller says of a file of goods."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.catalog.services.offers import MAX_STOCK


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
