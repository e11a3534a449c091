"""Which words mean the same, as staff keep them."""

import time

from django.core.cache import cache

from apps.search import rules
from apps.search.models import SynonymGroup

KEY = "search:synonyms"
KEPT_S = 300
MAX_GROUPS = 5_000
MAX_PHRASE_WORDS = 4


# The table this process read, and the cache's mark at that time.
_known: tuple[int, dict[rules.Phrase, rules.Term]] = (0, {})


def synonyms() -> dict[rules.Phrase, rules.Term]:
    """Each phrase with what else it is called; 1 query after a change, and every five minutes."""
    global _known
    mark: int | None = cache.get(KEY)
    if mark is not None and mark == _known[0]:
        return _known[1]
    if mark is None:
        mark = cache.get_or_set(KEY, time.time_ns, KEPT_S)
    rows = SynonymGroup.objects.order_by("pk").values_list("phrases", flat=True)[:MAX_GROUPS]
    table = rules.table(
        [tuple(rules.words_of(phrase, most=MAX_PHRASE_WORDS)) for phrase in phrases]
        for phrases in rows
    )
    _known = (mark or 0, table)
    return table


def forget_synonyms() -> None:
    """Read the groups anew at the next search, in every process: one was changed."""
    cache.delete(KEY)
