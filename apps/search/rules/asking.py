"""Which of the texts people search for may be kept, counted and offered to others."""

import re

from apps.search.rules.folding import words_of

LONGEST, MOST_WORDS = 80, 6
# Figures like these may be somebody's phone, card or order.
MANY_FIGURES = re.compile(r"(\d[\s().-]*){5,}")


def kept_form(text: str) -> str:
    """The folded words under which a text is counted; empty for what is nobody else's business: an
    address, a long row of figures, a letter, a whole paragraph."""
    if len(text) > LONGEST or "@" in text or "://" in text or MANY_FIGURES.search(text):
        return ""
    words = words_of(text, most=MOST_WORDS + 1)
    if len(words) > MOST_WORDS or not any(word.isalpha() and len(word) > 1 for word in words):
        return ""
    return " ".join(words)
