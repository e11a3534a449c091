"""A shop's first offer for a variant that is there."""

from django import forms

from apps.catalog.services.offers import MAX_STOCK
from apps.catalog.web.card_forms import LineForm
from apps.catalog.web.forms import PriceField


class FirstOfferForm(forms.Form):
    """The shop's code, price and pieces; left empty when the shop doesn't have that variant."""

    use_required_attribute = False
    sku = LineForm.base_fields["sku"]
    price = PriceField(label=LineForm.base_fields["price"].label)
    stock = forms.IntegerField(
        label=LineForm.base_fields["stock"].label, min_value=0, max_value=MAX_STOCK
    )

    def is_filled(self) -> bool:
        """Whether anything was typed."""
        return any(str(self[name].value() or "").strip() for name in self.fields)
