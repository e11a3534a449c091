"""The category tree, attributes and brands: brought up to a given list, or told of by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from apps.catalog.events import CategoriesChanged
from apps.catalog.models import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Category,
    CategoryAttribute,
    Product,
)
from apps.catalog.services.lists import announce
from apps.core.events import publish


@dataclass(frozen=True, slots=True)
class CategoryContent:
    """A category to have; `parent_code` is empty at the top, `icon` may be."""

    code: str
    parent_code: str
    name: dict[str, str]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ValueContent:
    """A choice of an attribute; `colour` (`#rrggbb`) makes it a swatch."""

    code: str
    name: dict[str, str]
    colour: str = ""


@dataclass(frozen=True, slots=True)
class AttributeContent:
    """An attribute to have, with its choices in the order they are shown."""

    code: str
    kind: AttributeKind
    name: dict[str, str]
    unit: str = ""
    values: tuple[ValueContent, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeUse:
    """How a category, and what lies below it, uses an attribute."""

    category_code: str
    attribute_code: str
    is_filterable: bool = False
    is_variant_axis: bool = False


@transaction.atomic
def bring_tree(
    *,
    categories: Sequence[CategoryContent],
    attributes: Sequence[AttributeContent],
    uses: Sequence[AttributeUse],
) -> int:
    """Add what is missing of these categories (parents first), attributes and uses; what stands
    stays as staff left it. Returns how many categories were added. Raises KeyError for an unknown
    parent, category or attribute."""
    added = _add_categories(categories)
    _add_attributes(attributes)
    nodes = dict(Category.objects.values_list("code", "pk"))
    kinds = dict(Attribute.objects.values_list("code", "pk"))
    CategoryAttribute.objects.bulk_create(
        [
            CategoryAttribute(
                category_id=nodes[use.category_code],
                attribute_id=kinds[use.attribute_code],
                is_filterable=use.is_filterable,
                is_variant_axis=use.is_variant_axis,
                position=position,
            )
            for position, use in enumerate(uses)
        ],
        ignore_conflicts=True,
    )
    publish(CategoriesChanged())
    return added


@transaction.atomic
def tell_tree_changed() -> None:
    """Tell that staff have changed a category or an attribute by hand: kept pages and the whole
    search index follow."""
    publish(CategoriesChanged())


@transaction.atomic
def tell_brand_changed(*, brand_id: int) -> None:
    """Tell that staff have changed a brand by hand: its cards, and no others, are shown anew. 1
    query and an event for every 500 of them."""
    cards = Product.objects.filter(brand_id=brand_id).order_by("pk")
    announce(product_ids=cards.values_list("pk", flat=True))


def _add_categories(categories: Sequence[CategoryContent]) -> int:
    nodes = {node.code: node for node in Category.objects.all()}
    missing = [content for content in categories if content.code not in nodes]
    for content in missing:
        row = {"code": content.code, "name": content.name, "icon": content.icon}
        if not content.parent_code:
            nodes[content.code] = Category.objects.add_root(row)
            continue
        # Read anew: adding a child moves the counters that the next child's path is made from.
        parent = Category.objects.get(pk=nodes[content.parent_code].pk)
        nodes[content.code] = Category.objects.add_child(parent, row)
    return len(missing)


def _add_attributes(attributes: Sequence[AttributeContent]) -> None:
    Attribute.objects.bulk_create(
        [Attribute(code=a.code, kind=a.kind, name=a.name, unit=a.unit) for a in attributes],
        ignore_conflicts=True,
    )
    rows = {row.code: row for row in Attribute.objects.all()}
    AttributeValue.objects.bulk_create(
        [
            AttributeValue(
                attribute=rows[content.code],
                code=value.code,
                name=value.name,
                colour=value.colour,
                position=position,
            )
            for content in attributes
            for position, value in enumerate(content.values)
        ],
        ignore_conflicts=True,
    )
