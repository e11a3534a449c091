"""Days as shoppers read them: near ones by name, others by date, in each language."""

from datetime import UTC, date, datetime

from django.utils import translation

from apps.core.templatetags.days import day


def test_a_day_is_said_in_the_visitors_language(time_machine):
    time_machine.move_to(datetime(2026, 11, 26, 8, tzinfo=UTC))
    days = (date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28), date(2027, 1, 3))
    said = {
        "en": ("Today", "Tomorrow", "Sat, 28 Nov", "3 Jan 2027"),
        "ru": ("Сегодня", "Завтра", "Сб, 28 ноя", "3 янв 2027"),
    }

    for language, names in said.items():
        with translation.override(language):
            assert tuple(map(day, days)) == names


def test_what_was_tomorrow_is_today_at_midnight_of_the_market(time_machine):
    on = date(2026, 11, 27)
    time_machine.move_to(datetime(2026, 11, 26, 18, 59, tzinfo=UTC))
    assert day(on) == "Tomorrow"

    time_machine.move_to(datetime(2026, 11, 26, 19, 1, tzinfo=UTC))  # Tashkent is five hours ahead
    assert day(on) == "Today"
