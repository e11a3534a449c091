"""Bodies of requests."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class ShallowJSONParser(JSONParser):
    """JSON that a stack and a database can hold: deeper nesting and halves of characters are
    malformed, not a fault of ours."""

    def parse(
        self,
        stream: IO[Any],  # Any: DRF's own signature
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,  # Any: DRF's own signature
    ) -> dict[str, Any]:  # Any: JSON
        try:
            body: dict[str, Any] = super().parse(stream, media_type, parser_context)
            # JSON may spell half of a surrogate pair, which UTF-8 has no bytes for.
            json.dumps(body, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply") from error
        except UnicodeEncodeError as error:
            raise ParseError("JSON parse error - half of a surrogate pair") from error
        return body
