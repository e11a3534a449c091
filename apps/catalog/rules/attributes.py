"""Raw properties of goods made to fit what a category knows of them. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_TEXT = 500
# How a property says nothing.
EMPTY: tuple[object, ...] = (None, "", [])
NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
TRUTHS = {
    **dict.fromkeys(("yes", "true", "да", "ha"), True),
    **dict.fromkeys(("no", "false", "нет", "yoʻq", "yo'q"), False),
}


@dataclass(frozen=True, slots=True)
class AttributeFacts:
    """What an attribute accepts: its kind (`choice`, `number`, `text`, `boolean`) and, for a
    choice, the codes by every name a value goes under, casefolded."""

    kind: str
    codes: Mapping[str, str]


def fitting(
    raw: Mapping[str, Any], *, known: Mapping[str, AttributeFacts]
) -> dict[str, Any]:  # Any: JSON in, text, number or boolean out
    """The properties a category knows, each in its attribute's form; the rest is left out.

    A name fits its attribute's code whatever its case, spaces and hyphens; a choice fits a value's
    code or its name in any language.
    """
    fitted = {}
    for name, value in raw.items():
        code = name.strip().casefold().replace(" ", "_").replace("-", "_")
        facts = known.get(code) or known.get(code.replace("_", "-"))
        if facts is not None and (own := _fit(facts, value)) is not None:
            fitted[code if code in known else code.replace("_", "-")] = own
    return fitted


def _fit(facts: AttributeFacts, value: Any) -> Any:  # Any: see fitting
    if facts.kind == "choice":
        if isinstance(value, list):
            codes = [code for each in value if (code := _choice(facts, each))]
            return codes or None
        return _choice(facts, value)
    if facts.kind == "boolean":
        return value if isinstance(value, bool) else _truth(value)
    if facts.kind == "number":
        value = _number(value) if isinstance(value, str) else value
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return value if is_number else None
    return value.strip()[:MAX_TEXT] or None if isinstance(value, str) else None


def _truth(value: object) -> bool | None:
    """Yes or no as a table's cell says it."""
    return TRUTHS.get(value.strip().casefold()) if isinstance(value, str) else None


def _number(text: str) -> float | None:
    """A number as a table's cell says it, with a point or a comma."""
    plain = text.strip().replace(",", ".")
    return float(plain) if NUMBER.fullmatch(plain) else None


def _choice(facts: AttributeFacts, value: object) -> str | None:
    return facts.codes.get(value.strip().casefold()) if isinstance(value, str) else None
