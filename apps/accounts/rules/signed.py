"""What Facebook sends on a person's behalf, signed with the secret it shares with us. Pure."""

import hmac
import json
from base64 import urlsafe_b64decode
from typing import Any


def read_signed_request(*, text: str, secret: str) -> dict[str, Any] | None:
    """The facts of a `signed_request`, None where its signature isn't Facebook's.

    Two parts in base64url with a dot between: HMAC-SHA256 over the second as it stands, and JSON.
    Any: JSON. Source: developers.facebook.com, "Data Deletion Request Callback".
    """
    signature, _dot, payload = text.partition(".")
    try:
        wanted = hmac.digest(secret.encode(), payload.encode("ascii"), "sha256")
        if not hmac.compare_digest(_decoded(signature), wanted):
            return None
        facts = json.loads(_decoded(payload))
    except ValueError:
        return None
    if not isinstance(facts, dict) or facts.get("algorithm") != "HMAC-SHA256":
        return None
    return facts


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
