"""How words are folded, which steps a search takes, and how facets are named. Pure."""

from apps.search.rules.asking import kept_form
from apps.search.rules.folding import fold, latin, words_of
from apps.search.rules.keyboard import other_layout
from apps.search.rules.plan import correct
from apps.search.rules.stems import stem
from apps.search.rules.stops import STOPS
from apps.search.rules.synonyms import Phrase, Term, expand, table
from apps.search.rules.tokens import ATTRIBUTE, attribute_token, chosen_tokens, group_of, token

__all__ = [
    "ATTRIBUTE",
    "STOPS",
    "Phrase",
    "Term",
    "attribute_token",
    "chosen_tokens",
    "correct",
    "expand",
    "fold",
    "group_of",
    "kept_form",
    "latin",
    "other_layout",
    "stem",
    "table",
    "token",
    "words_of",
]
