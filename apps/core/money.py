"""Money: Decimal in one currency, rounded in one place, split without losing a coin."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

# The smallest sum people pay in; tiyin are no longer in use, so a soum is never split.
UNITS = {
    "UZS": Decimal(1),
    "RUB": Decimal("0.01"),
    "EUR": Decimal("0.01"),
    "USD": Decimal("0.01"),
}
SYMBOLS = {"UZS": "soʻm", "RUB": "₽", "EUR": "€", "USD": "$"}
SYMBOLS_BY_LANGUAGE = {("UZS", "ru"): "сум"}
THIN_SPACE = "\u202f"  # narrow and non-breaking: a sum never wraps
NO_BREAK_SPACE = "\u00a0"


def unit_of(currency: str) -> Decimal:
    """The smallest sum of a currency (ISO 4217), `Decimal("0.01")` where we know nothing better."""
    return UNITS.get(currency, Decimal("0.01"))


def round_money(amount: Decimal, *, currency: str) -> Decimal:
    """Round half up to the currency's smallest unit."""
    unit = unit_of(currency)
    return (amount / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit


def split_by_weight(amount: Decimal, *, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Split `amount` in proportion to `weights`; the parts sum to it exactly.

    Odd coins go to the largest remainders, first in order first (Hamilton's method). All-zero
    weights share evenly. Raises ValueError for no weights, a negative weight, or an amount that is
    not a whole number of the currency's units.
    """
    unit = unit_of(currency)
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be there and not negative")
    coins = amount / unit
    if coins != coins.to_integral_value():
        raise ValueError("the amount is not a whole number of units")
    total = sum(weights, Decimal(0))
    shares = [Decimal(1)] * len(weights) if total == 0 else list(weights)
    total = total or Decimal(len(weights))
    exact = [coins * share / total for share in shares]
    parts = [share.to_integral_value(rounding=ROUND_DOWN) for share in exact]
    odd = int(coins - sum(parts))
    step = 1 if odd >= 0 else -1
    order = sorted(range(len(parts)), key=lambda i: (step * (parts[i] - exact[i]), i))
    for i in order[: abs(odd)]:
        parts[i] += step
    return [part * unit for part in parts]


def format_money(amount: Decimal, *, currency: str, language: str, symbol: bool = True) -> str:
    """A sum for people: `1 149 000 soʻm`, thin spaces, no decimals where the currency has none."""
    unit = unit_of(currency)
    places = max(0, -int(unit.as_tuple().exponent))
    text = f"{abs(amount):,.{places}f}".replace(",", THIN_SPACE)
    if language in ("ru", "uz"):
        text = text.replace(".", ",")
    sign = "\u2212" if amount < 0 else ""
    if not symbol:
        return sign + text
    name = SYMBOLS_BY_LANGUAGE.get((currency, language), SYMBOLS.get(currency, currency))
    return f"{sign}{text}{NO_BREAK_SPACE}{name}"
