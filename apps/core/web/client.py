"""Where a request comes from, as far as somebody we trust says so."""

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
# What a request without any readable address is counted under (a unix socket has none).
NOWHERE = "0.0.0.0"  # noqa: S104  # a name for "unknown", nothing is bound to it


def client_ip(request: HttpRequest) -> str:
    """The visitor's address in one spelling.

    `X-Forwarded-For` is read from its end, past the hops in `TRUSTED_PROXIES`, and only when the
    request itself came from one of them: whatever stands further left anybody could have written.
    """
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    if peer is not None and not _is_trusted(peer):
        return str(peer)
    if peer is None and not settings.TRUST_UNIX_SOCKET:
        return NOWHERE
    client = peer
    for text in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        hop = _address(text)
        if hop is None:
            break
        client = hop
        if not _is_trusted(hop):
            break
    return str(client) if client is not None else NOWHERE


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address
    return address


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@cache
def _networks(texts: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text) for text in texts)
