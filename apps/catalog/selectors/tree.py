"""The category tree and the attributes a category's goods have.

Every process keeps what it has read of them under a name that changes with the tree.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.catalog.models import AttributeKind, Brand, Category, CategoryAlias, CategoryAttribute
from apps.core.errors import NotAllowed
from apps.core.texts import Said, say

VERSION = "catalog-tree-version"
TTL_S = 600
ATTRIBUTES_KEPT = 2048  # categories, in each language


@dataclass(slots=True)
class CategoryNode:
    """A category of the kept tree; `ids` are its own and all its descendants'."""

    pk: int
    code: str
    titles: dict[str, str]
    icon: str
    depth: int
    path: str
    children: list["CategoryNode"] = field(default_factory=list)

    @property
    def name(self) -> Said:
        return say(self.titles)

    @property
    def url(self) -> str:
        return reverse("search:category", args=[self.code])

    @property
    def ids(self) -> list[int]:
        return [self.pk, *(pk for child in self.children for pk in child.ids)]


@dataclass(frozen=True, slots=True)
class Tree:
    """All active categories: the top ones in order, and every one by its code."""

    tops: list[CategoryNode]
    by_code: dict[str, CategoryNode]
    by_path: dict[str, CategoryNode]


def category_tree() -> list[CategoryNode]:
    """The top categories with everything below them: 1 query every ten minutes."""
    return tree().tops


def tree() -> Tree:
    """The whole kept tree."""
    return _tree(_version())


def forget_tree() -> None:
    """Read the tree and its attributes anew next time, in every process."""
    cache.set(VERSION, _new_version(), TTL_S)


def node_of(*, code: str) -> CategoryNode:
    """An active category. Raises NotAllowed."""
    node = tree().by_code.get(code)
    if node is None:
        raise NotAllowed(category=code)
    return node


def category_now(*, code: str) -> CategoryNode | None:
    """The active category that one of this old code was merged into: 1 query."""
    rows = CategoryAlias.objects.filter(code=code).values_list("category__code", flat=True)
    return tree().by_code.get(rows.first() or "")


def trail(node: CategoryNode) -> list[CategoryNode]:
    """The way from the top to a category, itself included."""
    return trail_of_path(node.path)


def trail_of_path(path: str) -> list[CategoryNode]:
    """The way to the category with that tree path; parts that aren't active are left out."""
    known = tree().by_path
    return [known[each] for each in Category.paths_to(path) if each in known]


def sibling_ids(*, category_path: str) -> list[int]:
    """The categories beside that one and below those, itself and its own left out; none beside a
    top category. No query once the tree is kept."""
    parent = tree().by_path.get(category_path[: -Category.steplen])
    own = tree().by_path.get(category_path)
    if parent is None or own is None:
        return []
    return sorted(set(parent.ids) - {parent.pk} - set(own.ids))


def category_by_code(*, code: str) -> Category:
    """A category's row: 1 query. Raises NotAllowed."""
    category = Category.objects.filter(code=code).first()
    if category is None:
        raise NotAllowed(category=code)
    return category


def brand_by_slug(*, slug: str) -> Brand:
    """A brand by its address: 1 query. Raises NotAllowed."""
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        raise NotAllowed(brand=slug)
    return brand


def category_choices(*, text: str = "") -> list[tuple[str, str]]:
    """Categories that take goods (those without children) for a form, "Shoes › Boots", perhaps only
    those whose names have `text`."""
    choices = [
        (node.code, " › ".join(str(step.name) for step in trail(node)))
        for node in tree().by_code.values()
        if not node.children
    ]
    wanted = [choice for choice in choices if text.casefold() in choice[1].casefold()]
    return sorted(wanted, key=lambda choice: choice[1].casefold())


@dataclass(frozen=True, slots=True)
class AttributeView:
    """An attribute as a category uses it; `values` are (code, name, colour) in order, `moved` what
    stands for values that were merged, by code: goods may have those for a while."""

    code: str
    name: Said
    kind: str
    unit: str
    is_required: bool
    is_filterable: bool
    is_variant_axis: bool
    values: tuple[tuple[str, Said, str], ...]
    moved: Mapping[str, str] = field(default_factory=dict)

    def label(self, value: object) -> str:
        """A stored value in the reader's words."""
        if isinstance(value, list):
            return ", ".join(self.label(each) for each in value)
        if self.kind == AttributeKind.CHOICE:
            now = self.moved.get(str(value), value)
            return next((str(name) for code, name, _c in self.values if code == now), str(value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return f"{value} {self.unit}".strip()


def attributes_of(*, category_path: str) -> tuple[AttributeView, ...]:
    """The attributes of a category and of all above it, the nearest use winning: 2 queries every
    ten minutes."""
    return attributes_by_path(category_paths={category_path})[category_path]


def attributes_by_path(*, category_paths: Collection[str]) -> dict[str, tuple[AttributeView, ...]]:
    """The attributes of several categories, each as `attributes_of`: 2 queries for all of them that
    were not read in the last ten minutes."""
    kept = _kept_attributes(_version(), get_language() or "en")
    found = {path: views for path in category_paths if (views := kept.get(path)) is not None}
    missing = set(category_paths) - found.keys()
    if missing:
        read = _read_attributes(missing)
        if len(kept) + len(read) > ATTRIBUTES_KEPT:
            kept.clear()
        kept.update(read)
        found |= read
    return found


def _version() -> str:
    return str(cache.get_or_set(VERSION, _new_version, TTL_S))


def _new_version() -> str:
    return uuid4().hex


@lru_cache(maxsize=len(settings.LANGUAGES))
def _kept_attributes(_version: str, _language: str) -> dict[str, tuple[AttributeView, ...]]:
    """What this process has read of categories' attributes, by path; filled as it is asked."""
    return {}


def _read_attributes(paths: Collection[str]) -> dict[str, tuple[AttributeView, ...]]:
    above = {path: set(Category.paths_to(path)) for path in paths}
    uses = list(
        CategoryAttribute.objects.filter(category__path__in=set().union(*above.values()))
        .select_related("attribute", "category")
        .prefetch_related("attribute__values")
        .order_by("category__depth", "position", "pk")
    )
    found = {}
    for path, steps in above.items():
        # The upper ones come first, so that the nearest use of an attribute wins.
        nearest = {use.attribute.code: use for use in uses if use.category.path in steps}
        found[path] = tuple(_view_of_use(use) for use in nearest.values())
    return found


def _view_of_use(use: CategoryAttribute) -> AttributeView:
    """An attribute as the reader sees it; its values must be at hand."""
    values = sorted(use.attribute.values.all(), key=lambda value: (value.position, value.pk))
    codes = {value.pk: value.code for value in values}
    return AttributeView(
        code=use.attribute.code,
        name=say(use.attribute.name),
        kind=use.attribute.kind,
        unit=use.attribute.unit,
        is_required=use.is_required,
        is_filterable=use.is_filterable,
        is_variant_axis=use.is_variant_axis,
        values=tuple(
            (value.code, say(value.name), value.colour)
            for value in values
            if value.merged_into_id is None
        ),
        moved={
            value.code: codes[value.merged_into_id]
            for value in values
            if value.merged_into_id is not None
        },
    )


@lru_cache(maxsize=1)
def _tree(_version: str) -> Tree:
    tops: list[CategoryNode] = []
    by_path: dict[str, CategoryNode] = {}
    for row in Category.objects.filter(is_active=True).order_by("path"):
        node = CategoryNode(row.pk, row.code, row.name, row.icon, row.depth, row.path)
        parent = by_path.get(row.path[: -Category.steplen])
        if row.depth == 1:
            tops.append(node)
        elif parent is None:
            continue
        else:
            parent.children.append(node)
        by_path[row.path] = node
    return Tree(tops, {node.code: node for node in by_path.values()}, by_path)
