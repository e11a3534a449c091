"""Redis as Django's cache, with a client that stays: Django makes one for every call, which takes
as long as the answer."""

from typing import Any

from django.core.cache.backends import redis


class StayingClient(redis.RedisCacheClient):
    """Django's own, with one client for each server."""

    # Any: options of the driver, a client of it.
    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self._clients: dict[int, Any] = {}

    def get_client(self, key: object = None, *, write: bool = False) -> Any:  # Any: as above
        """The client of the first server to write, of any other to read."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]  # not in the stubs
        client = self._clients.get(id(pool))
        if client is None:
            client = self._client(connection_pool=pool)  # type: ignore[attr-defined]  # the same
            self._clients[id(pool)] = client
        return client


class RedisCache(redis.RedisCache):
    # Any: the settings of a cache.
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = StayingClient
