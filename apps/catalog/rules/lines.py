"""The table of variants that a seller fills: its lines, one a choice of options. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

Line = dict[str, str]
MAX_LINES = 100


def combinations(choices: Mapping[str, Sequence[str]]) -> list[Line]:
    """Every choice of one option an axis, the last axis changing fastest; axes without a chosen
    option are left out. No axis at all gives one choice of nothing."""
    axes = [axis for axis, codes in choices.items() if codes]
    return [
        dict(zip(axes, picked, strict=True))
        for picked in product(*(dict.fromkeys(choices[axis]) for axis in axes))
    ]


def sku_for(*, stem: str, options: Iterable[str]) -> str:
    """A shop's code for a variant: `DR` and `red`, `xl` make `DR-RED-XL`; empty without a stem."""
    parts = [re.sub(r"[^A-Za-z0-9]+", "-", each).strip("-").upper() for each in options]
    return "-".join([stem.strip(), *filter(None, parts)])[:80] if stem.strip() else ""


def filled(line: Mapping[str, str], *, values: Mapping[str, str], only_empty: bool) -> Line:
    """A line with `values` put into its cells, or only into those that are empty; an empty value
    changes nothing."""
    return dict(line) | {
        name: value
        for name, value in values.items()
        if value and not (only_empty and line.get(name, "").strip())
    }
