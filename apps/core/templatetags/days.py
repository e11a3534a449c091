"""Days as shoppers say them: `{{ promised_on|day }}` → "Tomorrow", "Thu, 26 Nov"."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """Today, Tomorrow, or weekday and date in market time; the year only if it isn't this one."""
    if value is None or value == "":
        return ""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _day(on, timezone.localdate(), get_language())


# A page says a few days many times, each language in its own words.
@lru_cache(maxsize=1_024)
def _day(on: date, today: date, _language: str | None) -> str:
    if on == today:
        return _("Today")
    if on == today + timedelta(days=1):
        return _("Tomorrow")
    if on.year != today.year:
        return _spelt(on, "j M Y")
    return f"{date_format(on, 'D')}, {_spelt(on, 'j M')}"


@register.filter
def moment(value: datetime | None) -> str:
    """`12 Nov, 18:04` in market time; the year only when it isn't this one."""
    if not value:
        return ""
    at = timezone.localtime(value)
    return _spelt(at, "j M, H:i" if at.year == timezone.localdate().year else "j M Y, H:i")


def _spelt(value: date | datetime, pattern: str) -> str:
    """Only English writes a month with a capital letter."""
    text = date_format(value, pattern)
    return text if get_language() == "en" else text.lower()
