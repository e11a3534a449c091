"""What the cart's forms send."""

from django import forms

from apps.cart.rules import MAX_QUANTITY


class AddForm(forms.Form):
    offer_id = forms.UUIDField()
    quantity = forms.IntegerField(min_value=1, max_value=MAX_QUANTITY, required=False)

    def clean_quantity(self) -> int:
        return self.cleaned_data["quantity"] or 1


class QuantityForm(forms.Form):
    """A typed number; the plus and minus buttons add their step to it."""

    quantity = forms.IntegerField(min_value=1, max_value=MAX_QUANTITY)
    step = forms.IntegerField(min_value=-1, max_value=1, required=False)

    def clean(self) -> dict[str, int]:
        data = self.cleaned_data
        return {"quantity": data.get("quantity", 0) + (data.get("step") or 0)}


class FavouriteForm(forms.Form):
    product_id = forms.UUIDField()


class ListForm(forms.Form):
    name = forms.CharField(max_length=60)


class MoveForm(forms.Form):
    """Which favourite, and into which list; none is the way out of all."""

    product_id = forms.UUIDField()
    list_id = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class ChooseForm(forms.Form):
    line = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: object, choices: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["line"].choices = [(pk, pk) for pk in choices]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    city = forms.CharField(max_length=16)
