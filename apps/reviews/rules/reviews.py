"""How reviews look to the public. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

MAX_LENGTH = 3000
MAX_REPLY_LENGTH = 2000
MAX_PHOTOS = 5


def public_name(name: str) -> str:
    """A reviewer's public name: the first name and one initial, empty when there is none."""
    words = name.split()
    if not words:
        return ""
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1][0]}."


def read_stars(text: str) -> int:
    """How many stars an address asks for; 0 for any, and for what is no number of stars."""
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0


@dataclass(frozen=True, slots=True)
class Bar:
    """How many reviews gave so many stars; `percent` of all, 0 to 100."""

    stars: int
    count: int
    percent: int


def bars(counts: Mapping[int, int]) -> list[Bar]:
    """The distribution of stars, five first."""
    total = sum(counts.values())
    return [
        Bar(stars, counts.get(stars, 0), round(100 * counts.get(stars, 0) / total) if total else 0)
        for stars in range(5, 0, -1)
    ]
