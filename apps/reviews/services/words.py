"""What holds for all that people write."""

from uuid import UUID

from django.db.models import Q

from apps.accounts.models import User
from apps.reviews import rules
from apps.reviews.models import WordState


def standing(*, text: str, is_taken_off: bool = False) -> dict[str, str]:
    """The state an author's text gets, and what it waits for. What staff took off doesn't come back
    by itself, however often its author writes it anew."""
    reasons: list[str] = [*rules.suspicions(text)]
    if is_taken_off:
        reasons.append(rules.TAKEN_OFF)
    state = WordState.HELD if reasons else WordState.PUBLISHED
    return {"state": state, "held_for": ",".join(reasons)}


def public_name_of(*, user_id: UUID | None) -> str:
    """How somebody is called beside what they write: 1 query."""
    names = User.objects.filter(Q(pk=user_id)).values_list("name", flat=True)
    return rules.public_name(names.first() or "")
