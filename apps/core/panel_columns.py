"""Columns that tables of the panel have in common."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Union

from django.conf import settings
from django.contrib.admin import display
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.core.money import format_money
from apps.core.texts import say

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # what gettext_lazy gives; only stubs know it

Text = Union[str, "_StrPromise"]
Row = Any  # a panel shows rows of any model


def money(name: str, label: Text, *, currency: str = "currency") -> Callable[..., str]:
    """A column with a sum; `currency` is the row's attribute that holds it (`order.currency`)."""

    def shown(admin: Any, row: Row) -> str:  # Any: the admin it becomes a method of
        amount, code = getattr(row, name), row
        for part in currency.split("."):
            code = getattr(code, part)
        if amount is None:
            return "–"
        return format_money(amount, currency=str(code), language=get_language() or "en")

    return display(description=label, ordering=name)(shown)


def text(name: str, label: Text) -> Callable[..., str]:
    """A column with content kept in several languages."""

    def shown(admin: Any, row: Row) -> str:  # Any: the admin it becomes a method of
        return str(say(getattr(row, name)))

    return display(description=label)(shown)


def texts(name: str, label: Text) -> Callable[..., str]:
    """A field with content in all the languages it is kept in, each under its code."""

    def shown(admin: Any, row: Row) -> str:  # Any: the admin it becomes a method of
        kept = getattr(row, name)
        told = [
            (code, code.upper(), kept[code]) for code, _n in settings.LANGUAGES if kept.get(code)
        ]
        return format_html_join("", '<p class="staff-said" lang="{}"><b>{}</b> {}</p>', told) or "–"

    return display(description=label)(shown)


def state(**colours: str) -> Callable[..., tuple[str, str]]:
    """A list's column with the row's state as a label; `colours` maps states to unfold's words
    (success, warning, danger, info), and the label also says the state in words."""

    def shown(admin: Any, row: Row) -> tuple[str, str]:  # Any: the admin it becomes a method of
        return row.state, str(row.get_state_display())

    method = display(description=_("state"), ordering="state")(shown)
    method.label = colours or True  # type: ignore[attr-defined]  # unfold's own way of marking
    return method
