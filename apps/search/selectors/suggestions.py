"""What is offered while somebody types: what others search for, categories, brands, goods."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef

from apps.catalog import selectors as shelves
from apps.catalog.models import Brand, Product
from apps.search import rules
from apps.search.engines import get_engine
from apps.search.models import SearchedText
from apps.search.query import MAX_WORDS

TEXTS = 3
CATEGORIES = 2
BRANDS = 1
GOODS = 4
LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Completion:
    """A text that others searched for: the part that was typed already, and the rest."""

    text: str
    typed: str
    rest: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """At most ten things in all, best first in each kind."""

    texts: list[Completion]
    categories: list[shelves.CategoryNode]
    brands: list[Brand]
    cards: list[shelves.Card]

    def __bool__(self) -> bool:
        return bool(self.texts or self.categories or self.brands or self.cards)


def suggest(*, text: str, language: str) -> Suggestions:
    """What begins with the words typed so far; nothing for a single letter. 4 queries."""
    words = rules.words_of(text, most=MAX_WORDS)
    if not words or len("".join(words)) < LEAST_LETTERS:
        return Suggestions([], [], [], [])
    ids = get_engine().suggest(words=words, limit=GOODS)
    return Suggestions(
        texts=completions(text=text, language=language),
        categories=_categories(words),
        brands=_brands(words),
        cards=shelves.cards(product_ids=ids, language=language) if ids else [],
    )


def completions(*, text: str, language: str) -> list[Completion]:
    """What others searched for that begins so, most often first: 1 query."""
    start = " ".join(rules.words_of(text, most=MAX_WORDS))
    rows = SearchedText.objects.offered().filter(language=language, text__startswith=start)
    shown = rows.order_by("-asked_count", "pk").values_list("shown", flat=True)[:TEXTS]
    return [_completion(each, text) for each in shown]


def _completion(text: str, typed: str) -> Completion:
    fits = text.casefold().startswith(typed.casefold())
    at = len(typed) if fits else 0
    return Completion(text=text, typed=text[:at], rest=text[at:])


def _categories(words: list[str]) -> list[shelves.CategoryNode]:
    """Categories of which every typed word begins a word of the name, the upper ones first."""
    typed = [rules.latin(word) for word in words]
    found: list[shelves.CategoryNode] = []
    level = shelves.category_tree()
    while level and len(found) < CATEGORIES:
        found += [node for node in level if any(_fits(typed, n) for n in node.titles.values())]
        level = [child for node in level for child in node.children]
    return found[:CATEGORIES]


def _fits(typed: list[str], name: str) -> bool:
    own = _spelled(name)
    return all(f" {start}" in own for start in typed)


@lru_cache(maxsize=8192)
def _spelled(name: str) -> str:
    """The words of a name, a space before each."""
    return "".join(f" {rules.latin(word)}" for word in rules.words_of(name, most=MAX_WORDS))


def _brands(words: list[str]) -> list[Brand]:
    on_sale = Product.objects.listed().filter(brand=OuterRef("pk"))
    brands = Brand.objects.filter(slug__startswith="-".join(words)).filter(Exists(on_sale))
    return list(brands.order_by("slug")[:BRANDS])
