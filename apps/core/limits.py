"""How often something may be done: counted in Redis, atomically, for all processes together.

The rule is GCRA (ITU-T I.371): a limit of n in t lets n through at once and then one every t/n, so
that no window's edge lets twice as many through. Redis's own clock decides.
"""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core import durable
from apps.core.errors import TooMany

log = structlog.get_logger(__name__)

# Each key's "theoretical arrival time" in microseconds; one refused key leaves all as they were.
SPEND = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local wait, news = 0, {}
for i, key in ipairs(KEYS) do
    local step, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
    local due = math.max(tonumber(redis.call('GET', key) or 0), now) + step
    wait = math.max(wait, due - burst - now)
    news[i] = due
end
if wait <= 0 then
    for i, key in ipairs(KEYS) do
        redis.call('SET', key, string.format('%.0f', news[i]),
            'PX', math.ceil((news[i] - now) / 1000) + 1)
    end
end
return math.ceil(wait / 1000)
"""


# When nobody can count, these go on; all others are doors, and stay shut.
OPEN = frozenset({"read", "write", "sync", "csp-report", "suspicion", "view"})


def spend(name: str, *whom: str) -> None:
    """Count one use of a limit by each of `whom` (an address, an account), all or none of them.

    `name` is one of settings' `RATE_LIMITS`. Raises TooMany with `retry_after_s` when one has used
    it up, or when nobody can count who comes in by a door.
    """
    wait_ms = _spend(name, [durable.key("limit", name, each) for each in whom])
    if wait_ms > 0:
        raise TooMany(retry_after_s=-(-wait_ms // 1000), limit=name)


def is_spent(name: str, whom: str) -> bool:
    """Whether the next use would be refused; counts nothing. False when nobody can count."""
    count, seconds = settings.RATE_LIMITS[name]
    try:
        due = durable.store().get(durable.key("limit", name, whom))
        clock = durable.store().time()
    except durable.RedisError:
        return False
    now, burst = clock[0] * 1_000_000 + clock[1], seconds * 1_000_000
    return due is not None and float(due) + burst / count - burst > now


def forget(name: str, whom: str) -> None:
    """Give somebody their whole limit back: the door has opened to them."""
    try:
        durable.store().delete(durable.key("limit", name, whom))
    except durable.RedisError:
        log.warning("core.limits.unreachable", limit=name)


def network_of(ip: str) -> str:
    """What an address is counted under: itself, or the whole /64 an IPv6 household has."""
    address = ip_address(ip)
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{ip}/64", strict=False))
    return ip


def _spend(name: str, keys: Sequence[str]) -> int:
    count, seconds = settings.RATE_LIMITS[name]
    burst = seconds * 1_000_000
    arguments = [burst // count, burst] * len(keys)
    try:
        return int(durable.store().eval(SPEND, len(keys), *keys, *arguments))  # type: ignore[arg-type]  # the stubs know only texts
    except durable.RedisError as error:
        log.warning("core.limits.unreachable", limit=name, error=type(error).__name__)
        if name in OPEN:
            return 0
        raise TooMany(
            _("We can't let anybody in for a moment. Please try again shortly."), retry_after_s=30
        ) from error
