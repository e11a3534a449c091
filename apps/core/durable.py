"""Keys that must outlive a cache's memory pressure: limits, refusals of tokens, locks."""

from functools import cache

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

__all__ = ["RedisError", "key", "store"]


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
