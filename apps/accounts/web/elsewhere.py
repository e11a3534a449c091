"""Accounts elsewhere: a signed word of who somebody is must be about this very sign-in, and of what
it says only what we show is kept."""

from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.apple.client import AppleOAuth2Client
from allauth.socialaccount.providers.apple.views import AppleOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

# These tell who somebody is by a token (OpenID Connect), which could be from another sign-in.
BY_TOKEN = frozenset({"apple", "google"})
# What the list of connected accounts shows. Apple's answer holds its access tokens besides.
KEPT = frozenset({"email", "first_name", "last_name", "login", "name"})


class GoogleClient(OAuth2Client):
    """allauth's, with a nonce."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: Any) -> str:
        """Any: allauth's own signature."""
        params = {**extra_params, "nonce": nonce_of(str(self.state))}
        return str(super().get_redirect_url(authorization_url, scope, params))


class AppleClient(AppleOAuth2Client):
    """allauth's, with a nonce."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: Any) -> str:
        """Any: allauth's own signature."""
        params = {**extra_params, "nonce": nonce_of(str(self.state))}
        return str(super().get_redirect_url(authorization_url, scope, params))


def install() -> None:
    """Have allauth speak to these sites through our clients."""
    GoogleOAuth2Adapter.client_class = GoogleClient
    AppleOAuth2Adapter.client_class = AppleClient


def nonce_of(state: str) -> str:
    """The nonce of the sign-in with this `state`, which is one browser's and good once."""
    return salted_hmac("accounts.elsewhere.nonce", state, algorithm="sha256").hexdigest()


def check_and_trim(*, request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Raises OAuth2Error when a token is from another sign-in than the one that asks."""
    claims = sociallogin.account.extra_data
    if sociallogin.account.provider in BY_TOKEN:
        wanted = nonce_of(request.GET.get("state", ""))
        if not constant_time_compare(str(claims.get("nonce", "")), wanted):
            raise OAuth2Error("A token of another sign-in.")
    sociallogin.account.extra_data = {name: claims[name] for name in KEPT & claims.keys()}
