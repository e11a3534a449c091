"""Words without their endings, for comparing what was typed with what staff wrote down."""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

CYRILLIC = re.compile("[а-я]")
_english, _russian = snowballstemmer.stemmer("english"), snowballstemmer.stemmer("russian")
# A stemmer keeps the word it works on.
_in_turn = Lock()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word's English or Russian stem by its letters (snowballstem.org)."""
    with _in_turn:
        return str((_russian if CYRILLIC.search(word) else _english).stemWord(word))
