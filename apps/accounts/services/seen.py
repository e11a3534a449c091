"""When and from where a browser was last used."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.core.cache import cache

SEEN_EVERY_S = 300


def note_seen(*, session_key: str, ip: str, user_agent: str, now: datetime) -> None:
    """Remember a browser's use, at most once in `SEEN_EVERY_S`: a look into the cache otherwise."""
    if session_key and cache.add(f"seen:{session_key}", 1, SEEN_EVERY_S):
        UserSession.objects.filter(session_key=session_key).update(
            last_seen_at=now, ip=ip, user_agent=user_agent[:200]
        )
