"""Values of an attribute that goods are leaving for others, for staff."""

from dataclasses import dataclass

from apps.catalog.models import Attribute, AttributeValue, Variant
from apps.core.texts import say

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ValueMerge:
    """A value that was merged into another while goods may still have it; `in_the_way` are codes of
    cards that sell the same under both, which cannot be changed."""

    old: str
    new: str
    in_the_way: list[str]


def value_choices(*, attribute: Attribute) -> list[tuple[str, str]]:
    """The values goods can be given, for a form: 1 query."""
    rows = AttributeValue.objects.offered().filter(attribute=attribute)
    return [(row.code, f"{say(row.name)} ({row.code})") for row in rows.order_by("position", "pk")]


def value_merges(*, attribute: Attribute) -> list[ValueMerge]:
    """The merges of an attribute's values that are under way: 2 queries, 1 when there are none."""
    rows = AttributeValue.objects.filter(attribute=attribute, settled_at=None)
    found = list(
        rows.exclude(merged_into=None).select_related("merged_into").order_by("pk")[:SHOWN]
    )
    if not found:
        return []
    moves = {row.code: row.merged_into.code for row in found if row.merged_into is not None}
    stuck = Variant.objects.sold_as_both(axis=attribute.code, moves=moves, most=SHOWN)
    return [
        ValueMerge(
            str(say(row.name)),
            str(say(row.merged_into.name)) if row.merged_into is not None else "",
            sorted({code for old, code in stuck if old == row.code}),
        )
        for row in found
    ]
