"""How a token is written and read: JWT (RFC 7519), HMAC-SHA256, a key named in the head (RFC 7515).

Pure: keys, time and life are arguments. A key ring maps a key's id to its secret, newest first.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import jwt

ALGORITHM = "HS256"
MAX_TOKEN = 2_000


class InvalidToken(Exception):
    """Not one of ours, for another use, or over."""


class Use(StrEnum):
    """What a token opens: the API, or the next pair of tokens. Neither does for the other."""

    ACCESS = "access"
    REFRESH = "refresh"


class Claims(NamedTuple):
    """What a token says; `binding` marks the device it was given to."""

    jti: UUID
    family_id: UUID
    user_id: UUID
    audience: str
    binding: str


def write(
    claims: Claims,
    *,
    use: Use,
    now: datetime,
    life: timedelta,
    keys: Mapping[str, str],
    issuer: str,
) -> str:
    """A signed token of these claims, good from `now` for `life`, by the newest key."""
    kid, secret = next(iter(keys.items()))
    body = {
        "iss": issuer,
        "aud": claims.audience,
        "sub": str(claims.user_id),
        "jti": str(claims.jti),
        "fam": str(claims.family_id),
        "use": use.value,
        "dev": claims.binding,
        "iat": int(now.timestamp()),
        "exp": int((now + life).timestamp()),
    }
    return jwt.encode(body, secret, algorithm=ALGORITHM, headers={"kid": kid})


def read(token: str, *, use: Use, now: datetime, keys: Mapping[str, str], issuer: str) -> Claims:
    """What a token of ours says. The audience is for the caller to compare. Raises InvalidToken."""
    try:
        if len(token) > MAX_TOKEN:
            raise InvalidToken
        secret = keys[jwt.get_unverified_header(token)["kid"]]
        body = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            issuer=issuer,
            # Time is an argument: compared below. The audience is compared where it matters.
            options={
                "verify_aud": False,
                "verify_exp": False,
                "verify_iat": False,
                "require": ["exp", "iss", "aud", "sub", "jti"],
            },
        )
        if body["use"] != use or body["exp"] <= now.timestamp():
            raise InvalidToken
        return Claims(
            UUID(body["jti"]), UUID(body["fam"]), UUID(body["sub"]), body["aud"], body["dev"]
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidToken from error
