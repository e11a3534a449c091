"""When and from where a browser was last used."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.core.cache import cache

SEEN_EVERY = timedelta(minutes=5)
REMEMBERED = timedelta(days=30)


def note_seen(*, session_key: str, ip: str, user_agent: str, now: datetime) -> None:
    """Remember a browser's use, at most once in `SEEN_EVERY`: a look into the cache otherwise. Its
    first page comes right after the sign-in, which has written all of it down."""
    key = f"seen:{session_key}"
    seen_at: datetime | None = cache.get(key)
    if seen_at is not None and now - seen_at < SEEN_EVERY:
        return
    cache.set(key, now, int(REMEMBERED.total_seconds()))
    if seen_at is not None:
        UserSession.objects.filter(session_key=session_key).update(
            last_seen_at=now, ip=ip, user_agent=user_agent[:200]
        )
