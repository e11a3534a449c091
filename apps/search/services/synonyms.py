"""The synonyms a shop begins with."""

from pathlib import Path

from django.db import transaction

from apps.search import rules
from apps.search.models import SynonymGroup
from apps.search.selectors import forget_synonyms

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "synonyms.txt"


@transaction.atomic
def load_synonyms() -> int:
    """Add the groups that ship with the project; returns how many were added. A group of which
    staff already have the first phrase is theirs, and left as it is."""
    known = {
        rules.fold(phrase)
        for phrases in SynonymGroup.objects.values_list("phrases", flat=True)
        for phrase in phrases
    }
    groups = []
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        phrases = [phrase.strip() for phrase in line.split(",")]
        if not line.startswith("#") and rules.fold(phrases[0]) not in known:
            groups.append(SynonymGroup(phrases=phrases))
    SynonymGroup.objects.bulk_create(groups)
    transaction.on_commit(forget_synonyms)
    return len(groups)
