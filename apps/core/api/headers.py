"""Headers that endpoints read."""

import re

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

KEY_PATTERN = r"^[A-Za-z0-9._~-]{8,80}$"

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": KEY_PATTERN},
    OpenApiParameter.HEADER,
    required=True,
    description=(
        "Made by the app, once per decision of the person: the same key and body get the first "
        "answer again for 24 hours, another body is refused with 422."
    ),
)
ACCESS_KEY = OpenApiParameter(
    "Access-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="A guest's key, as placing the order answered it. A logged-in owner needs none.",
)


def idempotency_key(request: Request) -> str:
    """The request's `Idempotency-Key`. Raises ParseError when it is missing or unusable."""
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY_PATTERN, key):
        raise ParseError(
            _("Send an Idempotency-Key header of 8 to 80 letters, digits or . _ ~ - signs.")
        )
    return key


def access_key(request: Request) -> str:
    """The key a guest holds, empty when none was sent."""
    key: str = request.headers.get("Access-Key", "")
    return key if key.isascii() else ""
