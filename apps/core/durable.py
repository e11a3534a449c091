"""Keys that must outlive a cache's memory pressure: limits, refusals of tokens, locks."""

from functools import cache

import structlog
from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

__all__ = ["RedisError", "is_marked", "key", "mark", "store"]


@cache
def store() -> "Redis":
    """The client of `REDIS_URL`; its pool is shared by a process's threads. A server that doesn't
    answer is noticed in a fraction of a second."""
    # Celery spells a unix socket in its own way.
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
    return Redis.from_url(
        url,
        socket_timeout=settings.DURABLE_TIMEOUT_S,
        socket_connect_timeout=settings.DURABLE_TIMEOUT_S,
    )


def key(*parts: str) -> str:
    """A key of this deployment, which may share its server with others."""
    return ":".join((settings.DURABLE_PREFIX, *parts))


def mark(*parts: str, for_s: int) -> None:
    """Remember a thing that is nice to know for so many seconds; forgotten when nobody answers."""
    try:
        store().set(key(*parts), 1, ex=for_s)
    except RedisError:
        log.warning("core.durable.unreachable", mark=parts[0])


def is_marked(*parts: str) -> bool:
    """Whether `mark` was told so; no when nobody answers."""
    try:
        return bool(store().exists(key(*parts)))
    except RedisError:
        return False
