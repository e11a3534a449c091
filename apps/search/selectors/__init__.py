"""What search pages and the API read: hits, lists with their facets, suggestions."""

from apps.search.selectors.finding import find
from apps.search.selectors.judging import Judged, Verdict, judge, read_judged
from apps.search.selectors.listing import Listing, listing
from apps.search.selectors.meanings import forget_synonyms
from apps.search.selectors.places import (
    SubCategory,
    categories_beside,
    near_categories,
    popular_categories,
    sub_categories,
)
from apps.search.selectors.similar import similar
from apps.search.selectors.suggestions import Suggestions, suggest

__all__ = [
    "Judged",
    "Listing",
    "SubCategory",
    "Suggestions",
    "Verdict",
    "categories_beside",
    "find",
    "forget_synonyms",
    "judge",
    "listing",
    "near_categories",
    "popular_categories",
    "read_judged",
    "similar",
    "sub_categories",
    "suggest",
]
