"""Forms of the panel: content in several languages, one box a language, and why a step is taken."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget


class TranslatedWidget(forms.MultiWidget):
    """A box for each of the market's languages, with its name as a placeholder."""

    def __init__(self, *, is_long: bool) -> None:
        kind = UnfoldAdminTextareaWidget if is_long else UnfoldAdminTextInputWidget
        super().__init__(
            {
                code: kind(attrs={"placeholder": str(name), "aria-label": str(name), "lang": code})
                for code, name in settings.LANGUAGES
            }
        )

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]


class TranslatedFormField(forms.MultiValueField):
    """Comes out as `{language: text}` without empty texts; needs one language when required."""

    def __init__(self, *, is_long: bool = False, required: bool = True, **options: Any) -> None:
        """Any: Django's field options."""
        options.pop("encoder", None)
        options.pop("decoder", None)
        super().__init__(
            fields=[forms.CharField(required=False) for _language in settings.LANGUAGES],
            widget=TranslatedWidget(is_long=is_long),
            require_all_fields=False,
            required=required,
            **options,
        )

    def compress(self, data_list: list[str]) -> dict[str, str]:
        codes = [code for code, _name in settings.LANGUAGES]
        return {code: text for code, text in zip(codes, data_list, strict=False) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:  # Any: Django's own signature
        before = {code: text for code, text in (initial or {}).items() if text}
        return before != self.compress([text or "" for text in data or []])


class ReasonForm(forms.Form):
    """Why a step is taken: it stands in the audit trail, and with the person it concerns."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=3,
        max_length=200,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        """`row` is what the step is taken with. Any: a row of any model, Django's own arguments."""
        super().__init__(*args, **kwargs)
        self.row = row
        next(iter(self.visible_fields())).field.widget.attrs["autofocus"] = True
