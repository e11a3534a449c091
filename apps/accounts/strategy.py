"""allauth's door for apps, with tokens of ours.

Its own strategy lets a refresh token be used twice at once, never hears of a replay, leaves access
tokens alive after a logout, names no audience, and signs with SECRET_KEY when it finds no key of
its own. What stays to say here is whose session an unfinished login has: the client names it.
"""

from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy
from django.http import HttpRequest
from django.utils import timezone

from apps.accounts import selectors, services
from apps.accounts.models import Audience, User
from apps.core.web.client import client_ip

# Where a login's session says which of our apps asked for it, on which device.
WANTED = "accounts.wanted"


def caller_of(request: HttpRequest) -> services.Caller:
    """Where a request comes from, as a login remembers it."""
    return services.Caller(client_ip(request), request.headers.get("User-Agent", ""))


class FamilyTokens(JWTTokenStrategy):
    """Access and refresh tokens of `services.tokens`; the session behind them stays with us."""

    def get_session_token(self, request: HttpRequest) -> str | None:
        """The session of an unfinished login, which our endpoint put on the request; an access
        token opens none."""
        return getattr(request, "login_token", None)

    def create_access_token_payload(self, request: HttpRequest) -> dict[str, Any] | None:
        """A new login's tokens, for the app that began it; allauth asks when the login is done, our
        endpoint when it answers. Any: allauth's own signature."""
        made: dict[str, Any] | None = getattr(request, "tokens_made", None)
        if made is not None:
            return made
        user: Any = authenticated_user(request)
        wanted = request.session.get(WANTED, {})
        pair = services.open_family(
            user=user,
            audience=wanted.get("audience", Audience.SHOPPER),
            session_key=self.create_session_token(request),
            label=wanted.get("device", ""),
            caller=caller_of(request),
            now=timezone.now(),
        )
        request.tokens_made = pair._asdict()  # type: ignore[attr-defined]  # read above
        return pair._asdict()


def end_other_devices(*, request: HttpRequest, user: User, **_more: Any) -> None:
    """The password is another: whoever came in by the old one is out, but for the browser it was
    changed in. Any: allauth's own signals."""
    own = selectors.browser_device_id(request.session.session_key or "")
    services.end_all_others(user=user, keep=own, now=timezone.now())
