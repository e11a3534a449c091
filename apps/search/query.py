"""The one query every engine understands, and what it answers. Pure: no Django, no engine."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

PAGE_SIZE = 24
# What a shopper may choose instead; each divides the largest.
PAGE_SIZES = (PAGE_SIZE, 48, 96)
MAX_PAGE = 100
# Nobody looks deeper into a list, however large its pages are.
MAX_HITS = MAX_PAGE * PAGE_SIZE
MAX_TEXT = 200
MAX_WORDS = 12
MAX_VALUES = 30
MAX_DAYS = 60
MAX_PRICE = Decimal(10) ** 12
# What a shopper may choose of ratings (at least) and of days until the promised one (at most).
RATING_STEPS = (Decimal("4.5"), Decimal(4), Decimal(3))
DAY_STEPS = (0, 1, 3, 7)

SLUG = re.compile(r"[\w-]{1,120}")
ATTRIBUTE = re.compile(r"[\w-]{1,60}:[\w.-]{1,80}")
PRICE = re.compile(r"[0-9]{1,12}([.,][0-9]{1,2})?")
SPACES = re.compile(r"\s+")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


class Sort(StrEnum):
    """Orders of a list. RELEVANCE without words is POPULAR; sold-out cards come last in each."""

    RELEVANCE = "relevance"
    POPULAR = "popular"
    RATING = "rating"
    CHEAPEST = "price"
    DEAREST = "-price"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. Within brands, sellers or one attribute's values any may fit, all
    the rest must. `category` is a code (its descendants are meant too), `shop` and `sellers` and
    `brands` are slugs, `attributes` are `code:value`, prices are in the market's currency, `days`
    counts from today to the promised day, `is_exact` asks not to correct the words. `size` is how
    many cards a page has; `is_list` asks for lines instead of tiles, which no engine minds."""

    text: str = ""
    category: str = ""
    shop: str = ""
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    rating: Decimal | None = None
    days: int | None = None
    brands: tuple[str, ...] = ()
    sellers: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    in_stock: bool = False
    discounted: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE
    is_exact: bool = False
    is_list: bool = False

    @property
    def own_size(self) -> int | None:
        """The size of a page that somebody chose, None for the usual one."""
        return None if self.size == PAGE_SIZE else self.size

    @property
    def has_filters(self) -> bool:
        """Whether anything but the words and the place narrows the list."""
        return bool(
            self.brands
            or self.sellers
            or self.attributes
            or self.in_stock
            or self.discounted
            or any(v is not None for v in (self.price_from, self.price_to, self.rating, self.days))
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine found. `total` counts all hits; `matched` counts what fits the words and the
    place before any filter; `is_exact` is False when counting stopped at the engine's limit.

    `counts` has each facet token's number (`brand:sahro`, `rating:4.5`), counted without its own
    group's filter; `without` says how many there would be were one group's filter dropped.
    `corrected` is the text searched instead of what was typed, `is_loose` says that hits have only
    some of the words. `whole` is how many hits have all of them where others follow, else None.
    """

    hits: tuple[UUID, ...] = ()
    total: int = 0
    matched: int = 0
    is_exact: bool = True
    page: int = 1
    size: int = PAGE_SIZE
    counts: Mapping[str, int] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)
    least_price: Decimal | None = None
    most_price: Decimal | None = None
    corrected: str = ""
    is_loose: bool = False
    whole: int | None = None
    took_ms: float = 0.0

    @property
    def pages(self) -> int:
        """How many pages can be opened."""
        return pages_of(total=self.total, size=self.size)


def pages_of(*, total: int, size: int) -> int:
    """How many pages of `size` hits can be opened of so many; at least one."""
    return -(-min(total, MAX_HITS) // size) or 1


# The query string's names, in the order in which a link carries them.
NAMES = (
    "q", "category", "price_from", "price_to", "rating", "days", "brand", "seller", "attr",
    "stock", "sale", "sort", "exact", "size", "view", "page",
)  # fmt: skip
PARAMETERS = frozenset(NAMES)
SIZE_NAMES = frozenset(map(str, PAGE_SIZES))
LIST_VIEW = "list"


def parse(values: Callable[[str], Sequence[str]]) -> Query:
    """A query from a query string; `values` gives all values of a name (QueryDict.getlist). What is
    malformed is left out, what is too large is cut; prices the wrong way round are swapped."""

    def one(name: str) -> str:
        found = values(name)
        return found[-1].strip() if found else ""

    prices = (_price(one("price_from")), _price(one("price_to")))
    if None not in prices:
        prices = (min(prices), max(prices))  # type: ignore[type-var]  # neither is None here
    return Query(
        text=SPACES.sub(" ", CONTROL.sub(" ", one("q")[:MAX_TEXT])).strip(),
        category=one("category") if SLUG.fullmatch(one("category")) else "",
        price_from=prices[0],
        price_to=prices[1],
        rating=_rating(one("rating")),
        days=_whole(one("days"), least=0, most=MAX_DAYS),
        brands=_several(values("brand"), SLUG),
        sellers=_several(values("seller"), SLUG),
        attributes=_several(values("attr"), ATTRIBUTE),
        in_stock=one("stock") == "1",
        discounted=one("sale") == "1",
        sort=Sort(one("sort")) if one("sort") in set(Sort) else Sort.RELEVANCE,
        page=_whole(one("page"), least=1, most=MAX_PAGE) or 1,
        size=int(one("size")) if one("size") in SIZE_NAMES else PAGE_SIZE,
        is_exact=one("exact") == "1",
        is_list=one("view") == LIST_VIEW,
    )


def to_query_string(query: Query, *, fixed: Iterable[str] = ()) -> str:
    """The query as `parse` reads it, in one order and without defaults; names in `fixed` stand in
    the page's path. The shop always does."""
    pairs = (
        ("q", query.text),
        ("category", query.category),
        ("price_from", query.price_from),
        ("price_to", query.price_to),
        ("rating", query.rating),
        ("days", query.days),
        *(("brand", each) for each in query.brands),
        *(("seller", each) for each in query.sellers),
        *(("attr", each) for each in query.attributes),
        ("stock", "1" if query.in_stock else ""),
        ("sale", "1" if query.discounted else ""),
        ("sort", "" if query.sort == Sort.RELEVANCE else query.sort.value),
        ("exact", "1" if query.is_exact else ""),
        ("size", query.own_size),
        ("view", LIST_VIEW if query.is_list else ""),
        ("page", query.page if query.page > 1 else ""),
    )
    left_out = set(fixed)
    return urlencode(
        [
            (name, _plain(value))
            for name, value in pairs
            if value not in (None, "") and name not in left_out
        ]
    )


def _plain(value: object) -> str:
    """A sum without an exponent or idle zeros; anything else as it is."""
    if not isinstance(value, Decimal):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _price(text: str) -> Decimal | None:
    text = SPACES.sub("", text)
    if not PRICE.fullmatch(text):
        return None
    return min(Decimal(text.replace(",", ".")), MAX_PRICE)


def _rating(text: str) -> Decimal | None:
    if not re.fullmatch(r"[0-9](\.[0-9])?", text):
        return None
    return min(Decimal(text), Decimal(5)) or None


def _whole(text: str, *, least: int, most: int) -> int | None:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return None
    return min(max(int(text), least), most)


def _several(values: Sequence[str], shape: re.Pattern[str]) -> tuple[str, ...]:
    """The well-formed values, each once, in one order, so that a set has one address."""
    return tuple(sorted({value for value in values[:200] if shape.fullmatch(value)})[:MAX_VALUES])
