"""What a door's page may reach besides us: a captcha's makers, and where somebody signs in who has
an account elsewhere. Just those pages, and only what is configured."""

from collections.abc import Callable

from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.accounts.captchas.base import Captcha
from apps.core.errors import NotAllowed
from apps.core.web.problems import answer_error

# A form that leads to one of these would be stopped by `form-action` otherwise.
SIGN_IN_ORIGINS = {
    "google": "https://accounts.google.com",
    "github": "https://github.com",
    "apple": "https://appleid.apple.com",
    "facebook": "https://www.facebook.com",
}
DOORS = {"account_login", "account_signup", "signup-by-phone", "socialaccount_connections"}
# The page that asks first, for who follows a link there.
DOORS |= {f"{name}_login" for name in SIGN_IN_ORIGINS}


class DoorPolicyMiddleware:
    """Widens the policy of the doors' pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        wider: dict[str, list[str]] = {}
        captcha: Captcha | None = getattr(request, "captcha", None)
        if captcha is not None:
            for name in ("script-src", "frame-src", "style-src", "connect-src"):
                wider[name] = list(captcha.origins)
        match = request.resolver_match
        if match is not None and match.url_name in DOORS:
            known = settings.SOCIALACCOUNT_PROVIDERS
            origins = [origin for name, origin in SIGN_IN_ORIGINS.items() if name in known]
            if origins:
                wider["form-action"] = origins
        if wider:
            answer._csp_update = wider  # type: ignore[attr-defined]  # django-csp reads it
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A site whose keys aren't there is no way in: its addresses don't exist."""
        if isinstance(error, SocialApp.DoesNotExist):
            return answer_error(request, NotAllowed())
        return None
