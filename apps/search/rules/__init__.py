"""How words are folded, which steps a search takes, and how facets are named. Pure."""

from apps.search.rules.folding import fold, latin, words_of
from apps.search.rules.plan import correct
from apps.search.rules.tokens import ATTRIBUTE, attribute_token, group_of, token

__all__ = [
    "ATTRIBUTE",
    "attribute_token",
    "correct",
    "fold",
    "group_of",
    "latin",
    "token",
    "words_of",
]
