"""How the schema tells of every operation: its refusals are problems."""

from typing import Any, Literal

from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from apps.core.web.problems import PROBLEM


class ProblemOut(serializers.Serializer):
    """A refusal (RFC 9457). `code` is stable; `errors` maps a field to its messages; `lines` says
    which goods are short of how many pieces."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # RFC 9457 leaves us the name
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    lines = serializers.ListField(child=serializers.DictField(), required=False)


class ProblemSchema(AutoSchema):
    """Adds the one answer that every operation has besides its own."""

    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        """Any: parts of an OpenAPI document."""
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        if direction == "response":
            problem = self._get_response_for_code(ProblemOut, "default", media_types=[PROBLEM])
            bodies["default"] = problem | {"description": "A refusal"}
        return bodies


class ApiGenerator(SchemaGenerator):
    """Looks below `/api/` only: pages are not in the schema, and their language prefix is nothing
    that the library can read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: the library's own signature
        patterns = get_resolver().url_patterns
        kwargs["patterns"] = [each for each in patterns if str(each.pattern) == "api/"]
        super().__init__(*args, **kwargs)
