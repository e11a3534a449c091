"""What sellers write about their goods: prices, pieces."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import OfferState
from apps.catalog.services.offers import MAX_PRICE, MAX_STOCK
from apps.core.money import THIN_SPACE, unit_of

SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")


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
