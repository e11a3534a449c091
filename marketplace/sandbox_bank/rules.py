"""What the bank decides: test cards, a card's form, pauses between messages. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CODE_TRIES = 3
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 600.0


@dataclass(frozen=True)
class Card:
    """A test card and what the bank does with it: asks for a code, or declines with a reason."""

    name: str
    number: str
    asks_code: bool = False
    decline_code: str = ""


CARDS = (
    Card("code", "8600123456789012", asks_code=True),
    Card("approve", "9860123456789015"),
    Card("poor", "8600555555555556", decline_code="insufficient_funds"),
    Card("blocked", "4000000000000002", decline_code="card_blocked"),
)


def card_of(number: str) -> Card | None:
    """The test card of that number, spaces or not; None for any other, real ones too."""
    digits = re.sub(r"\s", "", number)
    return next((card for card in CARDS if card.number == digits), None)


def card_errors(form: Mapping[str, str], *, today: date) -> dict[str, str]:
    """What is wrong with a filled card form, as text codes by field; empty when all is well."""
    errors = {}
    if card_of(form.get("number", "")) is None:
        errors["number"] = "unknown_card"
    expiry = re.fullmatch(r"\s*(0[1-9]|1[0-2])\s*/?\s*(\d{2})\s*", form.get("expiry", ""))
    if expiry is None:
        errors["expiry"] = "bad_expiry"
    elif (2000 + int(expiry[2]), int(expiry[1])) < (today.year, today.month):
        errors["expiry"] = "card_is_over"
    if not re.fullmatch(r"\d{3}", form.get("cvc", "").strip()):
        errors["cvc"] = "bad_cvc"
    return errors


def pause_s(attempts: int) -> float:
    """Seconds to wait after so many failed tries to deliver a message."""
    return min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(attempts - 1, 20))


def money(minor: int, *, currency: str, language: str) -> str:
    """A sum of hundredths for people: thin spaces between thousands, no empty decimals."""
    whole, rest = divmod(minor, 100)
    text = f"{whole:,}".replace(",", "\u202f") + (f".{rest:02}" if rest else "")
    unit = {"UZS": "сум" if language == "ru" else "soʻm"}.get(currency, currency)
    return f"{text}\u00a0{unit}"
