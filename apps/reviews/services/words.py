"""What holds for all that people write."""

from uuid import UUID

from django.db.models import Q

from apps.accounts.models import User
from apps.reviews import rules
from apps.reviews.models import WordState


def standing(*, text: str, before: str = "") -> dict[str, str]:
    """The state an author's text gets, and what it waits for; `before` is the state of the text
    in whose place it comes. What staff took off doesn't come back by itself."""
    found = rules.suspicions(text)
    waits = bool(found) or before == WordState.HIDDEN
    state = WordState.HELD if waits else WordState.PUBLISHED
    return {"state": state, "held_for": ",".join(found)}


def public_name_of(*, user_id: UUID | None) -> str:
    """How somebody is called beside what they write: 1 query."""
    names = User.objects.filter(Q(pk=user_id)).values_list("name", flat=True)
    return rules.public_name(names.first() or "")
