"""What is known of the cards of a list, in a few words for each."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from apps.catalog.models import Category, CategoryAttribute, Product
from apps.catalog.selectors.pages import facts_of
from apps.catalog.selectors.tree import AttributeView, view_of_use

FEW = 5


def brief_facts(
    *, product_ids: Sequence[UUID], most: int = FEW
) -> dict[UUID, list[tuple[str, str]]]:
    """The first characteristics of each listed card, in its category's order and the reader's
    words, name and value: 3 queries for any number of cards and categories."""
    rows = list(
        Product.objects.listed()
        .filter(pk__in=product_ids)
        .select_related("category")
        .defer("description")
    )
    above = {row.category.path: Category.paths_to(row.category.path) for row in rows}
    uses: dict[str, list[CategoryAttribute]] = defaultdict(list)
    for use in (
        CategoryAttribute.objects.filter(
            category__path__in={path for paths in above.values() for path in paths}
        )
        .select_related("attribute", "category")
        .prefetch_related("attribute__values")
        .order_by("category__depth", "position", "pk")
    ):
        uses[use.category.path].append(use)
    views: dict[str, dict[str, AttributeView]] = {}
    for path, paths in above.items():
        # The upper ones first, so that the nearest use of an attribute wins.
        known = [use for each in sorted(paths, key=len) for use in uses[each]]
        views[path] = {use.attribute.code: view_of_use(use) for use in known}
    return {row.pk: facts_of(row, views[row.category.path])[:most] for row in rows}
