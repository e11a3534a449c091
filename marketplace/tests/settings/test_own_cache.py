"""Test workers share a server and disturb nobody."""

from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache


def test_clearing_a_workers_cache_leaves_its_neighbours_alone():
    mine = caches["default"]
    neighbour = RedisCache(mine._servers[0], {"KEY_PREFIX": f"{mine.key_prefix}-neighbour"})
    neighbour.set("lamp", "lit")
    cache.set("lamp", "lit")

    cache.clear()

    assert (cache.get("lamp"), neighbour.get("lamp")) == (None, "lit")
    neighbour.delete("lamp")
