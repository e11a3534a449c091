"""Deadlines as a seller reads them: `{{ part.ship_by|due:now }}` → "in 1 h 20 min"."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()

SOON = timedelta(hours=4)


@register.filter
def due(moment: datetime | None, now: datetime) -> str:
    """How far away a deadline is: counted near it, by the clock today, by the day later on."""
    if moment is None:
        return ""
    left = moment - now
    if left < timedelta(0):
        return _("late by %(time)s") % {"time": _span(-left)}
    if left < SOON:
        return _("in %(time)s") % {"time": _span(left)}
    there, here = timezone.localtime(moment), timezone.localtime(now)
    if there.date() == here.date():
        return _("today %(time)s") % {"time": date_format(there, "H:i")}
    if there.date() == here.date() + timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": date_format(there, "H:i")}
    return date_format(there, "j M, H:i")


@register.filter
def urgency(moment: datetime | None, now: datetime) -> str:
    """The tag's class for a deadline: `bad` when late or near, `info` today, else none."""
    if moment is None:
        return ""
    if moment - now < SOON:
        return "bad"
    is_today = timezone.localtime(moment).date() == timezone.localtime(now).date()
    return "info" if is_today else ""


def _span(time: timedelta) -> str:
    minutes = max(1, int(time.total_seconds() // 60))
    if minutes >= 48 * 60:
        return _("%(n)d d") % {"n": minutes // (24 * 60)}
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return _("%(n)d h") % {"n": hours} if hours else _("%(n)d min") % {"n": rest}
