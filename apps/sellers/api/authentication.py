"""Who asks on a shop's behalf: the bearer of one of its keys."""

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.errors import Forbidden
from apps.sellers import services
from apps.sellers.models import ApiKey


class KeyLogin(BaseAuthentication):
    """`Authorization: Bearer bzr_…`. Raises KeyRefused, Forbidden."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        key = services.check_key(secret=secret.decode("latin-1"), now=timezone.now())
        return key.made_by, key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """A key opens the endpoints whose `scope` it has. Raises Forbidden."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.auth, ApiKey):
            return False
        scope = view.scope  # type: ignore[attr-defined]  # every view behind this has one
        if scope not in request.auth.scopes:
            raise Forbidden(scope=scope)
        return True


class KeyLoginScheme(OpenApiAuthenticationExtension):
    """The schema's words for it."""

    target_class = "apps.sellers.api.authentication.KeyLogin"
    name = "key"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "bzr_…"}
