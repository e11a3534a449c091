"""Sums and counts for people: `{{ price|money }}`, `{{ total|bare_money }}`, `{{ n|grouped }}`."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.translation import get_language, pgettext

from apps.core import money as core_money

register = template.Library()

MILLION = Decimal(1_000_000)


@register.filter
def money(amount: Decimal | None, currency: str = "") -> str:
    """`1 149 000 soʻm`: thin spaces, the currency after the sum; nothing for None."""
    return _format(amount, currency=currency, symbol=True)


@register.filter
def bare_money(amount: Decimal | None, currency: str = "") -> str:
    """The sum alone, where its column or neighbour already names the currency."""
    return _format(amount, currency=currency, symbol=False)


@register.filter
def short_money(amount: Decimal | None, currency: str = "") -> str:
    """`48.2 m soʻm` from ten millions up, the whole sum below; for figures, never for prices."""
    if amount is None or abs(amount) < 10 * MILLION:
        return money(amount, currency)
    code = currency or settings.MARKET_CURRENCY
    language = get_language() or "en"
    number = f"{amount / MILLION:,.1f}".replace(",", core_money.THIN_SPACE).replace("-", "\u2212")
    if language != "en":
        number = number.replace(".", ",")
    name = core_money.SYMBOLS_BY_LANGUAGE.get((code, language), core_money.SYMBOLS.get(code, code))
    space = core_money.NO_BREAK_SPACE
    return f"{number}{space}{pgettext('millions, short', 'm')}{space}{name}"


@register.filter
def grouped(number: int | None) -> str:
    """A count with thin spaces between thousands: `1 048 214`."""
    return "" if number is None else f"{int(number):,}".replace(",", core_money.THIN_SPACE)


def _format(amount: Decimal | None, *, currency: str, symbol: bool) -> str:
    if amount is None or amount == "":
        return ""
    return core_money.format_money(
        Decimal(amount),
        currency=currency or settings.MARKET_CURRENCY,
        language=get_language() or "en",
        symbol=symbol,
    )
