"""Categories as places to look in: what is below one, and where to go when nothing was found."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import OuterRef, QuerySet, Subquery

from apps.catalog import selectors as shelves
from apps.catalog.models import Category, Product
from apps.core.prepared import prepared
from apps.media import selectors as pictures
from apps.media.rules import Picture
from apps.search import rules
from apps.search.query import MAX_WORDS, Result
from apps.search.selectors.meanings import synonyms

SIZES = "(min-width: 60rem) 7rem, 20vw"
MOST = 20
NEAR = 6


@dataclass(frozen=True, slots=True)
class SubCategory:
    """A category below the one shown, with the photo of what is bought most in it."""

    node: shelves.CategoryNode
    count: int
    picture: Picture


def sub_categories(*, node: shelves.CategoryNode, result: Result) -> list[SubCategory]:
    """The categories below one that have goods, in the tree's order: 1 query, none for a leaf."""
    counts = {child.pk: result.counts.get(f"category:{child.code}", 0) for child in node.children}
    children = [child for child in node.children if counts[child.pk]][:MOST]
    if not children:
        return []
    owners = {pk: child.pk for child in children for pk in child.ids}
    faces = {owners[row.category_id]: row.main_photo for row in _best_of(list(owners))}
    return [
        SubCategory(
            child, counts[child.pk], pictures.picture(faces.get(child.pk), sizes=SIZES, alt="")
        )
        for child in children
    ]


@prepared
def _best_of(category_ids: list[int]) -> QuerySet[Product]:
    """The most bought card of each category, the most bought of all at the end."""
    best = Product.objects.listed().filter(category=OuterRef("pk")).order_by("-sold_count", "-id")
    categories = Category.objects.filter(pk__in=category_ids)
    chosen = categories.values(best=Subquery(best.values("pk")[:1]))
    rows = Product.objects.filter(pk__in=chosen).select_related("main_photo").order_by("sold_count")
    return rows.only("category_id", "sold_count", *pictures.fields("main_photo"))


def popular_categories() -> list[shelves.CategoryNode]:
    """Where to look when nothing was found: no query while the tree is kept."""
    return shelves.category_tree()[:10]


def categories_beside(*, node: shelves.CategoryNode) -> list[shelves.CategoryNode]:
    """The category above one, then those beside it; the popular ones for a top one: no query while
    the tree is kept."""
    above = shelves.trail(node)[:-1]
    if not above:
        return [each for each in popular_categories() if each.pk != node.pk]
    beside = [each for each in above[-1].children if each.pk != node.pk]
    return [above[-1], *beside[: NEAR - 1]]


def near_categories(*, text: str) -> list[shelves.CategoryNode]:
    """Categories of whose names any searched word, or what else it is called, is one: no query
    while the tree and the synonyms are kept."""
    words = rules.words_of(text, most=MAX_WORDS)
    terms = rules.expand(words=words, synonyms=synonyms())
    wanted = {rules.stem(word) for term in terms for way in term for word in way}
    found: list[shelves.CategoryNode] = []
    level = shelves.category_tree()
    while level and len(found) < NEAR:
        found += [node for node in level if wanted & _stems(" ".join(node.titles.values()))]
        level = [child for node in level for child in node.children]
    return found[:NEAR]


@lru_cache(maxsize=8192)
def _stems(name: str) -> frozenset[str]:
    return frozenset(
        rules.stem(word) for word in rules.words_of(name, most=MAX_WORDS) if len(word) > 2
    )
