"""What endpoints that anybody reads share: only the fields asked for, no body for what the reader
has already."""

from typing import Any

from django.middleware.http import ConditionalGetMiddleware
from django.utils.decorators import decorator_from_middleware, method_decorator
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.serializers import ListSerializer, Serializer

from apps.core.errors import Invalid

FIELDS = OpenApiParameter(
    "fields", str, description="Which fields to answer with, between commas; all of them without."
)
# An ETag on each answer, and 304 for a reader who sends it back (RFC 9110, 13.1.2).
revalidated = method_decorator(decorator_from_middleware(ConditionalGetMiddleware), name="dispatch")


def asked_data(serializer: Serializer | ListSerializer, *, request: Request) -> Any:  # Any: JSON
    """The serializer's data with only those fields that the request's `fields` names. Raises
    Invalid for a name it does not have."""
    asked = request.query_params.get("fields", "")
    if asked:
        row: Any = serializer.child if isinstance(serializer, ListSerializer) else serializer
        fields = row.fields
        names = {name.strip() for name in asked.split(",")}
        if not names <= set(fields):
            known = ", ".join(fields)
            raise Invalid(fields={"fields": _("Choose from: %(names)s.") % {"names": known}})
        for name in set(fields) - names:
            fields.pop(name)
    return serializer.data
