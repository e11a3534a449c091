"""Which words mean the same, as staff keep them."""

from django.core.cache import cache

from apps.search import rules
from apps.search.models import SynonymGroup

KEY = "search:synonyms"
KEPT_S = 300
MAX_GROUPS = 5_000
MAX_PHRASE_WORDS = 4


def synonyms() -> dict[rules.Phrase, rules.Term]:
    """Each phrase with what else it is called; 1 query when the cache has none."""
    known: dict[rules.Phrase, rules.Term] | None = cache.get(KEY)
    if known is None:
        rows = SynonymGroup.objects.order_by("pk").values_list("phrases", flat=True)[:MAX_GROUPS]
        known = rules.table(
            [tuple(rules.words_of(phrase, most=MAX_PHRASE_WORDS)) for phrase in phrases]
            for phrases in rows
        )
        cache.set(KEY, known, KEPT_S)
    return known


def forget_synonyms() -> None:
    """Read the groups anew at the next search: one was changed."""
    cache.delete(KEY)
