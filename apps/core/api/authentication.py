"""Who asks: for now the browser's session, with its CSRF token."""

from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class SessionLogin(SessionAuthentication):
    """A session, whose absence is answered with 401: DRF's own class says 403, "may not"."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class SessionLoginScheme(SessionScheme):
    """The same words for it in the schema as for DRF's own class."""

    target_class = "apps.core.api.authentication.SessionLogin"
