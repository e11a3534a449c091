"""A list of goods as its page shows it: tiles, facets, what is applied, orders, ways out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.catalog import selectors as shelves
from apps.core.money import format_money
from apps.search import rules
from apps.search.query import PAGE_SIZE, PAGE_SIZES, Query, Result, Sort, to_query_string
from apps.search.selectors.facets import (
    FacetView,
    Names,
    attribute_label,
    days_label,
    facets_of,
    names_for,
    rating_label,
)
from apps.search.selectors.finding import find

Link = Callable[[Query], str]


@dataclass(frozen=True, slots=True)
class Chip:
    """An applied filter; `url` is the list without it."""

    group: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """One filter less would give so many cards."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to show the list, its order, size or form, and the list shown so."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A card and what stands beside it in a list of lines: name and value."""

    card: shelves.Card
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PriceRange:
    """What the goods cost, and which part of it is chosen; None where there are none."""

    least: Decimal
    most: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Listing:
    """All that a list's page shows. Links lead to the same list with one thing changed. `lines` are
    the cards with their facts, empty when tiles are shown."""

    query: Query
    result: Result
    cards: list[shelves.Card]
    lines: list[Line]
    facets: list[FacetView]
    price: PriceRange | None
    stock_count: int
    sale_count: int
    chips: list[Chip]
    orders: list[Choice]
    sizes: list[Choice]
    grid_url: str
    list_url: str
    ways_out: list[WayOut]
    base_url: str
    clear_url: str
    exact_url: str
    everywhere_url: str

    @property
    def tags(self) -> list[str]:
        """What the kept page is dropped by, apart from its place."""
        return ["tree", *(f"product:{card.id}" for card in self.cards)]


def listing(*, query: Query, base_url: str, is_search: bool) -> Listing:
    """The list of a query at `base_url`, whose path says the category unless `is_search`: those of
    `find`, then 4 queries, 7 for lines."""
    result = find(query=query)
    names = names_for(query=query, result=result)
    language = get_language() or "en"

    def link(changed: Query) -> str:
        text = to_query_string(replace(changed, page=1), fixed=() if is_search else ("category",))
        return f"{base_url}?{text}" if text else base_url

    chips = _chips(query, names, link, is_search=is_search)
    plain = Query(text=query.text, size=query.size, is_list=query.is_list)
    kept = replace(plain, category="" if is_search else query.category, shop=query.shop)
    cards = shelves.cards(product_ids=result.hits, language=language) if result.hits else []
    return Listing(
        query=query,
        result=result,
        cards=cards,
        lines=_lines(cards) if query.is_list else [],
        facets=facets_of(query=query, result=result, names=names, is_search=is_search),
        price=_price(query, result),
        stock_count=result.counts.get("stock:1", 0),
        sale_count=result.counts.get("sale:1", 0),
        chips=chips,
        orders=_orders(query, link),
        sizes=_sizes(query, result, link),
        grid_url=link(replace(query, is_list=False)),
        list_url=link(replace(query, is_list=True)),
        ways_out=_ways_out(query, result, chips, link) if not result.total else [],
        base_url=base_url,
        clear_url=link(replace(kept, sort=query.sort)),
        exact_url=link(replace(query, is_exact=True)),
        everywhere_url=link(plain) if is_search and query.category else "",
    )


def without(query: Query, group: str) -> Query:
    """The query without one group's filter."""
    if group.startswith(rules.ATTRIBUTE):
        start = f"{group.removeprefix(rules.ATTRIBUTE)}:"
        kept = tuple(each for each in query.attributes if not each.startswith(start))
        return replace(query, attributes=kept)
    changes: dict[str, dict[str, object]] = {
        "category": {"category": "", "attributes": ()},
        "price": {"price_from": None, "price_to": None},
        "rating": {"rating": None},
        "days": {"days": None},
        "brand": {"brands": ()},
        "seller": {"sellers": ()},
        "stock": {"in_stock": False},
        "sale": {"discounted": False},
    }
    return replace(query, **changes[group])  # type: ignore[arg-type]  # names and types fit above


def _chips(query: Query, names: Names, link: Link, *, is_search: bool) -> list[Chip]:
    found: list[tuple[str, str, Query]] = []

    def whole(group: str, label: str) -> None:
        found.append((group, label, without(query, group)))

    if is_search and query.category:
        whole("category", str(shelves.node_of(code=query.category).name))
    if query.days is not None:
        whole("days", days_label(query.days))
    if query.rating is not None:
        whole("rating", rating_label(query.rating))
    if query.price_from is not None or query.price_to is not None:
        whole("price", _price_label(query))
    if query.in_stock:
        whole("stock", _("In stock"))
    if query.discounted:
        whole("sale", _("Reduced"))
    for each in query.brands:
        rest = tuple(other for other in query.brands if other != each)
        found.append(("brand", names.brands.get(each, each), replace(query, brands=rest)))
    for each in query.sellers:
        rest = tuple(other for other in query.sellers if other != each)
        found.append(("seller", names.sellers.get(each, each), replace(query, sellers=rest)))
    for each in query.attributes:
        code, _colon, value = each.partition(":")
        rest = tuple(other for other in query.attributes if other != each)
        view = names.attributes.get(code)
        label = f"{view.name}: {attribute_label(view, value)}" if view else value
        found.append((f"{rules.ATTRIBUTE}{code}", label, replace(query, attributes=rest)))
    return [Chip(group, label, link(changed)) for group, label, changed in found]


def _ways_out(query: Query, result: Result, chips: list[Chip], link: Link) -> list[WayOut]:
    """Which one filter to drop, the one that gives most first."""
    labels: dict[str, str] = {}
    for chip in chips:
        labels[chip.group] = (
            f"{labels[chip.group]}, {chip.label}" if chip.group in labels else chip.label
        )
    ways = [
        WayOut(labels[group], count, link(without(query, group)))
        for group, count in result.without.items()
        if count and group in labels
    ]
    return sorted(ways, key=lambda way: (-way.count, way.label))


def _lines(cards: list[shelves.Card]) -> list[Line]:
    facts = shelves.brief_facts(product_ids=[card.id for card in cards]) if cards else {}
    return [Line(card, facts.get(card.id, [])) for card in cards]


def _sizes(query: Query, result: Result, link: Link) -> list[Choice]:
    """How many cards a page may have; none to choose where the least holds them all."""
    if result.total <= PAGE_SIZE and query.size == PAGE_SIZE:
        return []
    return [
        Choice(str(size), link(replace(query, size=size)), size == query.size)
        for size in PAGE_SIZES
    ]


def _orders(query: Query, link: Link) -> list[Choice]:
    labels = {
        Sort.RELEVANCE: _("Best match first") if query.text else _("Popular first"),
        Sort.POPULAR: _("Popular first"),
        Sort.CHEAPEST: _("Cheap first"),
        Sort.DEAREST: _("Expensive first"),
        Sort.RATING: _("Best rated first"),
        Sort.NEWEST: _("New first"),
    }
    chosen = query.sort
    if not query.text:
        # Without words the best match is what people buy.
        del labels[Sort.POPULAR]
        chosen = Sort.RELEVANCE if chosen == Sort.POPULAR else chosen
    return [
        Choice(label, link(replace(query, sort=sort)), sort == chosen)
        for sort, label in labels.items()
    ]


def _price(query: Query, result: Result) -> PriceRange | None:
    if result.least_price is None or result.most_price is None:
        return None
    low, high = query.price_from, query.price_to
    return PriceRange(
        least=result.least_price,
        most=result.most_price,
        low=result.least_price if low is None else low,
        high=result.most_price if high is None else high,
    )


def _price_label(query: Query) -> str:
    low, high = (_sum(bound) for bound in (query.price_from, query.price_to))
    if low and high:
        return f"{low} – {high}"
    return _("from %(price)s") % {"price": low} if low else _("up to %(price)s") % {"price": high}


def _sum(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    return format_money(
        amount, currency=settings.MARKET_CURRENCY, language=get_language() or "en", symbol=False
    )
