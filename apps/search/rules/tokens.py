"""What a card can be filtered by, as short texts: `brand:sahro`, `category:7`, `a.colour:red`."""

from collections.abc import Iterable

ATTRIBUTE = "a."


def token(*, group: str, value: object) -> str:
    """A value of a group as the index holds it."""
    return f"{group}:{value}"


def attribute_token(*, code: str, value: object) -> str:
    """An attribute's value as the index holds it; yes is `1`, no is `0`, 2.50 is `2.5`."""
    if isinstance(value, bool):
        value = int(value)
    elif isinstance(value, float):
        value = f"{value:g}"
    return f"{ATTRIBUTE}{code}:{value}"


def group_of(token: str) -> str:
    """The group of a token: everything before its first colon."""
    return token.partition(":")[0]


def chosen_tokens(
    *, brands: Iterable[str], sellers: Iterable[str], attributes: Iterable[str]
) -> dict[str, list[str]]:
    """What was chosen, as tokens by their group; attributes come as `code:value`."""
    chosen = [
        *(token(group="brand", value=each) for each in brands),
        *(token(group="seller", value=each) for each in sellers),
        *(f"{ATTRIBUTE}{each}" for each in attributes),
    ]
    groups: dict[str, list[str]] = {}
    for each in chosen:
        groups.setdefault(group_of(each), []).append(each)
    return groups
