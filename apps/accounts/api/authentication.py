"""Who asks the API: the bearer of an access token."""

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from apps.accounts import services
from apps.accounts.models import Audience, User
from apps.accounts.rules.tokens import Claims
from apps.accounts.strategy import caller_of
from apps.core.errors import Forbidden


class TokenLogin(BaseAuthentication):
    """`Authorization: Bearer …`. A token opens only endpoints of its audience: those that name none
    are the shoppers'. Raises TokenRefused, Forbidden."""

    def authenticate(self, request: Request) -> tuple[User, Claims] | None:
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        user, claims = services.check_access(
            token=token.decode("latin-1"), caller=caller_of(request._request), now=timezone.now()
        )
        view = request.parser_context.get("view") if request.parser_context else None
        if claims.audience not in getattr(view, "audiences", (Audience.SHOPPER,)):
            raise Forbidden(audience=claims.audience)
        return user, claims

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenLoginScheme(OpenApiAuthenticationExtension):
    """The schema's words for it."""

    target_class = "apps.accounts.api.authentication.TokenLogin"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
