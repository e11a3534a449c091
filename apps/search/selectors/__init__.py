"""What search pages and the API read: hits, lists with their facets, suggestions."""

from apps.search.selectors.finding import find
from apps.search.selectors.listing import Listing, listing
from apps.search.selectors.meanings import forget_synonyms
from apps.search.selectors.places import SubCategory, popular_categories, sub_categories
from apps.search.selectors.suggestions import Suggestions, suggest

__all__ = [
    "Listing",
    "SubCategory",
    "Suggestions",
    "find",
    "forget_synonyms",
    "listing",
    "popular_categories",
    "sub_categories",
    "suggest",
]
