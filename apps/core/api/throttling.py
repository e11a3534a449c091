"""How often the API may be asked: by account, or by network where nobody is known."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from apps.core import limits
from apps.core.web.client import client_ip

if TYPE_CHECKING:
    # It loads the settings' throttles, this one too.
    from rest_framework.views import APIView

READING = ("GET", "HEAD", "OPTIONS")


class Throttle(BaseThrottle):
    """Every endpoint's limit; one with a limit of its own names it in `limit`.

    Refuses with TooMany itself, since DRF would say neither why nor for how long in our words.
    """

    def allow_request(self, request: Request, view: "APIView") -> bool:
        known = "read" if request.method in READING else "write"
        limits.spend(getattr(view, "limit", known), _who(request))
        return True


def _who(request: Request) -> str:
    if limited_as := getattr(request.auth, "limited_as", ""):
        return str(limited_as)
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return limits.network_of(client_ip(request._request))
