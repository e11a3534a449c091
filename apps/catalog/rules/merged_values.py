"""Values of attributes that were merged into others: what goods have instead. Pure."""

from collections.abc import Mapping
from typing import Any

# (attribute's code, code of a value that was merged) → code of the value that stands for it.
Moves = Mapping[tuple[str, str], str]


def moved(properties: Mapping[str, Any], *, moves: Moves) -> dict[str, Any]:
    """Properties or options with the values that stand for those they name; of a list each once.
    Any: text, number, boolean, or a list of codes, as JSON has them."""
    return {code: _moved(code, value, moves) for code, value in properties.items()}


def moved_option(option: str, *, moves: Moves) -> str:
    """A photo's option (`colour:red`, empty for none) with the value that stands for its own."""
    axis, _colon, value = option.partition(":")
    return f"{axis}:{moves[axis, value]}" if (axis, value) in moves else option


def _moved(code: str, value: Any, moves: Moves) -> Any:  # Any: see above
    if isinstance(value, list):
        return list(dict.fromkeys(_moved(code, each, moves) for each in value))
    return moves.get((code, value), value) if isinstance(value, str) else value
