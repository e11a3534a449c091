"""Forms in our shape: `{% form_errors form %}`, `{% field form.x %}`, `{% fields form %}`."""

from django import forms, template
from django.forms import BoundField

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    unit: str = "",
    label_hidden: bool = False,
) -> dict[str, object]:
    """One field: label, input, hint and errors, tied together for screen readers.

    `hint` replaces the field's help text, `unit` stands inside the input's end ("soʻm", "kg").
    Optional fields say so; required ones say nothing.
    """
    widget = bound.field.widget
    if hint:
        bound.help_text = hint
    return {
        "field": bound,
        "label": label or bound.label,
        "label_hidden": label_hidden,
        "unit": unit,
        "kind": _kind(widget),
        "optional": not bound.field.required and not isinstance(widget, forms.CheckboxInput),
    }


@register.inclusion_tag("components/fields.html")
def fields(form: forms.BaseForm) -> dict[str, object]:
    """All of a form: what is wrong with it as a whole, its hidden fields, then each field."""
    return {"form": form}


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, object]:
    """What is wrong with the form as a whole; put it first in the form."""
    return {"form": form}


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "input"
