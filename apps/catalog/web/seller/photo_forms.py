"""Which part of a draft's photo to keep."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.media.rules import Crop

RATIOS = {"square": 1.0, "upright": 0.75, "whole": None}


class CropForm(forms.Form):
    """The part of a photo to keep."""

    ratio = forms.ChoiceField(
        label=_("Shape"),
        choices=[
            ("square", _("square")),
            ("upright", _("upright 3:4")),
            ("whole", _("as it is")),
        ],
        widget=forms.RadioSelect,
        initial="square",
    )
    zoom = forms.FloatField(label=_("Enlarge"), min_value=1, max_value=4, initial=1)
    x = forms.FloatField(label=_("From the left"), min_value=0, max_value=100, initial=50)
    y = forms.FloatField(label=_("From the top"), min_value=0, max_value=100, initial=50)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, step in (("zoom", "0.05"), ("x", "1"), ("y", "1")):
            field = self.fields[name]
            limits = {"min": field.min_value, "max": field.max_value}  # type: ignore[attr-defined]
            field.widget = forms.TextInput(attrs={"type": "range", "step": step, **limits})

    def crop(self) -> Crop:
        """The part a valid form names."""
        data = self.cleaned_data
        return Crop(RATIOS[data["ratio"]], data["zoom"], data["x"], data["y"])
