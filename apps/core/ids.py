"""Identifiers: time-ordered keys for the database, short codes for people."""

import secrets
from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7

# Crockford's alphabet without U: no letter can be taken for a digit, no word can form by accident.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): sorts by the time it was made."""
    return _uuid7()


def short_code(*, length: int = 8) -> str:
    """A random code people can read aloud, `length` characters of Crockford's base32."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))
