"""Facets in the reader's words: what can be chosen, how many cards each choice would give."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.catalog import selectors as shelves
from apps.catalog.models import AttributeKind, Brand
from apps.core.prepared import prepared
from apps.search import rules
from apps.search.query import DAY_STEPS, MAX_VALUES, RATING_STEPS, Query, Result
from apps.sellers.models import Seller

SHOWN = 10  # values of a facet before "show all"
MOST = 30


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen; `value` is what the form sends."""

    value: str
    label: str
    count: int
    is_chosen: bool
    colour: str = ""

    @property
    def is_empty(self) -> bool:
        """Choosing it would leave nothing."""
        return not self.count and not self.is_chosen


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet as a form field: `name` is the field's, `is_single` says that only one value can be
    chosen, `more` are the values shown on demand."""

    key: str
    name: str
    title: str
    options: list[Option]
    more: list[Option]
    is_single: bool = False
    is_open: bool = True

    @property
    def every(self) -> list[Option]:
        return [*self.options, *self.more]

    @property
    def is_chosen(self) -> bool:
        return any(option.is_chosen for option in self.every)


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the brands and shops a result counts, and the attributes of its category."""

    brands: dict[str, str]
    sellers: dict[str, str]
    attributes: dict[str, shelves.AttributeView]


def names_for(*, query: Query, result: Result) -> Names:
    """The words for what a result counts: 1 query, 3 within a category."""
    wanted: dict[str, list[str]] = {
        "brand": list(query.brands),
        "seller": list(query.sellers),
    }
    for token in result.counts:
        group, _colon, slug = token.partition(":")
        if group in wanted and len(wanted[group]) < MOST + MAX_VALUES:
            wanted[group].append(slug)
    found: dict[str, dict[str, str]] = {"brand": {}, "seller": {}}
    for group, slug, name in _said(wanted["brand"], wanted["seller"]):
        found[group][slug] = name
    attributes: dict[str, shelves.AttributeView] = {}
    if query.category:
        path = shelves.node_of(code=query.category).path
        views = shelves.attributes_of(category_path=path)
        attributes = {view.code: view for view in views}
    return Names(found["brand"], found["seller"], attributes)


# Any: rows of two tables.
@prepared
def _said(brands: list[str], sellers: list[str]) -> "QuerySet[Any, tuple[str, str, str]]":
    kind = {"output_field": CharField()}
    made = Brand.objects.filter(slug__in=brands)
    sold = Seller.objects.filter(slug__in=sellers)
    return made.values_list(Value("brand", **kind), "slug", "name").union(
        sold.values_list(Value("seller", **kind), "slug", "name"), all=True
    )


def facets_of(*, query: Query, result: Result, names: Names, is_search: bool) -> list[FacetView]:
    """The facets of a list in their order; one with nothing to choose is left out."""
    facets = [
        *([_categories(query, result)] if is_search else []),
        _days(query, result),
        _ratings(query, result),
        _slugs(result, "brand", _("Brand"), names.brands, query.brands, is_open=True),
        *(
            _attribute(query, result, view)
            for view in names.attributes.values()
            if view.is_filterable and view.kind != AttributeKind.TEXT
        ),
    ]
    if not query.shop:
        chosen, title = query.sellers, _("Seller")
        facets.append(_slugs(result, "seller", title, names.sellers, chosen, is_open=bool(chosen)))
    return [facet for facet in facets if facet.options]


def days_label(days: int) -> str:
    """A promise as a filter says it."""
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Tomorrow")
    return ngettext("Within %(n)d day", "Within %(n)d days", days) % {"n": days}


def rating_label(rating: Decimal) -> str:
    """The least rating as a filter says it."""
    return _("★ %(rating)s and up") % {"rating": f"{rating.normalize():f}"}


def _days(query: Query, result: Result) -> FacetView:
    options = [
        Option(str(d), days_label(d), result.counts.get(f"days:{d}", 0), query.days == d)
        for d in DAY_STEPS
    ]
    return _single("days", _("Delivery"), options)


def _ratings(query: Query, result: Result) -> FacetView:
    options = [
        Option(
            str(step),
            rating_label(step),
            result.counts.get(f"rating:{step}", 0),
            query.rating == step,
        )
        for step in RATING_STEPS
    ]
    return _single("rating", _("Rating"), options)


def _single(name: str, title: str, options: list[Option]) -> FacetView:
    has_any = any(not option.is_empty for option in options)
    return FacetView(name, name, title, options if has_any else [], [], is_single=True)


def _categories(query: Query, result: Result) -> FacetView:
    """The top categories with hits, or the chosen one with what is below it."""
    tree = shelves.category_tree()
    chosen = [shelves.node_of(code=query.category)] if query.category else []
    nodes = [*chosen, *chosen[0].children] if chosen else tree
    options = [
        Option(node.code, str(node.name), count, node.code == query.category)
        for node in nodes
        if (count := result.counts.get(f"category:{node.code}", 0)) or node in chosen
    ]
    return FacetView(
        "category", "category", _("Category"), options[:SHOWN], options[SHOWN:MOST], is_single=True
    )


def _slugs(
    result: Result,
    name: str,
    title: str,
    names: dict[str, str],
    chosen: Iterable[str],
    *,
    is_open: bool,
) -> FacetView:
    """Brands or sellers, those with most cards first, what is chosen among the first."""
    options = [
        Option(slug, label, result.counts.get(f"{name}:{slug}", 0), slug in set(chosen))
        for slug, label in names.items()
    ]
    options.sort(key=lambda option: (not option.is_chosen, -option.count, option.label))
    options = [option for option in options if option.count or option.is_chosen]
    return FacetView(name, name, title, options[:SHOWN], options[SHOWN:MOST], is_open=is_open)


def _attribute(query: Query, result: Result, view: shelves.AttributeView) -> FacetView:
    """An attribute's values in its own order; numbers by size; yes before no."""
    start = f"{rules.ATTRIBUTE}{view.code}:"
    codes = {token.removeprefix(start) for token in result.counts if token.startswith(start)}
    codes |= {
        each.partition(":")[2] for each in query.attributes if each.startswith(f"{view.code}:")
    }
    known = {code: (str(name), colour) for code, name, colour in view.values}
    order = {code: position for position, code in enumerate(known)}
    options = []
    for code in sorted(codes, key=lambda code: (order.get(code, len(order)), *_by_size(code))):
        label, colour = known.get(code, (attribute_label(view, code), ""))
        value = f"{view.code}:{code}"
        count = result.counts.get(f"{start}{code}", 0)
        options.append(Option(value, label, count, value in query.attributes, colour))
    return FacetView(f"a-{view.code}", "attr", str(view.name), options[:SHOWN], options[SHOWN:MOST])


def attribute_label(view: shelves.AttributeView, code: str) -> str:
    """An attribute's value in the reader's words."""
    if view.kind == AttributeKind.BOOLEAN:
        return _("Yes") if code == "1" else _("No")
    return view.label(code)


def _by_size(code: str) -> tuple[float, str]:
    try:
        return (float(code), code)
    except ValueError:
        return (0.0, code)
