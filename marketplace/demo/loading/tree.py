"""Categories and attributes of the demo shop."""

from collections.abc import Callable

from apps.catalog.models import AttributeKind, Category
from apps.catalog.services.tree import (
    AttributeContent,
    AttributeUse,
    CategoryContent,
    ValueContent,
    bring_tree,
)
from marketplace.demo import reading
from marketplace.demo.drawings import PALETTE

COLOUR = "colour"
COLOUR_NAME = {"en": "Colour", "ru": "Цвет", "uz": "Rang"}


def load(*, tell: Callable[[str], None]) -> bool:
    """Add the categories and attributes that are missing."""
    rows = reading.categories()
    if Category.objects.filter(code__in=[row.code for row in rows]).count() == len(rows):
        return False
    added = bring_tree(
        categories=[CategoryContent(r.code, r.parent, r.name, r.shape) for r in rows],
        attributes=[_colour(), *(_attribute(row) for row in reading.attributes())],
        uses=[use for row in reading.uses() for use in _uses(row)],
    )
    tell(f"{added} categories")
    return True


def _colour() -> AttributeContent:
    values = tuple(ValueContent(code, dict(n), tone) for code, (tone, n) in PALETTE.items())
    return AttributeContent(COLOUR, AttributeKind.CHOICE, COLOUR_NAME, values=values)


def _attribute(row: reading.AttributeRow) -> AttributeContent:
    values = tuple(ValueContent(code, names) for code, names in row.values)
    return AttributeContent(row.code, AttributeKind(row.kind), row.name, row.unit, values)


def _uses(row: reading.UseRow) -> list[AttributeUse]:
    return [
        AttributeUse(
            category_code=category,
            attribute_code=code,
            is_filterable=code not in row.also,
            is_variant_axis=code in row.axis,
        )
        for category in row.categories
        for code in (*row.axis, *row.filter, *row.also)
    ]
