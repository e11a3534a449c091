"""What a card can be filtered by, as short texts: `brand:sahro`, `category:7`, `a.colour:red`."""

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
