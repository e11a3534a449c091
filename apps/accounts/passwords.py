"""How passwords are kept and which are refused.

Kept: Argon2id over HMAC-SHA256(pepper, password), with OWASP's cost (Password Storage Cheat Sheet:
19 MiB, 2 passes, 1 lane). The pepper isn't in the database, so a stolen database alone lets nobody
guess. `PASSWORD_PEPPERS` is a ring of `id:secret`, newest first; an older hash is made anew when
its owner signs in, and only then may its pepper leave the ring.
"""

import hashlib
import hmac
from typing import Any

import argon2
import httpx
import structlog
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

log = structlog.get_logger(__name__)

RANGE_TIMEOUT_S = 2.0


class PepperedArgon2(Argon2PasswordHasher):
    """`argon2_pepper$<id of the pepper>$argon2id$…`, Argon2's own notation after the id."""

    algorithm = "argon2_pepper"
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        newest = next(iter(_ring()))
        cost = self.params()
        hashed = argon2.low_level.hash_secret(
            _peppered(newest, password),
            salt.encode(),
            time_cost=cost.time_cost,
            memory_cost=cost.memory_cost,
            parallelism=cost.parallelism,
            hash_len=cost.hash_len,
            type=cost.type,
        )
        return f"{self.algorithm}${newest}{hashed.decode('ascii')}"

    def decode(self, encoded: str) -> dict[str, Any]:  # Any: Django's own signature
        algorithm, pepper, rest = encoded.split("$", 2)
        known: dict[str, Any] = super().decode(f"{algorithm}${rest}")
        return {**known, "pepper": pepper}

    def verify(self, password: str, encoded: str) -> bool:
        _algorithm, pepper, rest = encoded.split("$", 2)
        if pepper not in _ring():
            log.error("accounts.password.pepper_missing", pepper=pepper)
            return False
        try:
            return argon2.PasswordHasher().verify(f"${rest}", _peppered(pepper, password))
        except argon2.exceptions.VerificationError:
            return False

    def must_update(self, encoded: str) -> bool:
        pepper = self.decode(encoded)["pepper"]
        return pepper != next(iter(_ring())) or super().must_update(encoded)


class BreachedPasswordValidator:
    """Refuses what stands in lists of stolen passwords.

    Asks the range service at `PWNED_PASSWORDS_URL` (haveibeenpwned.com/API/v3#PwnedPasswords),
    which sees five letters of a digest and never the password; without the setting, or when the
    service is away, Django's list of common passwords has to do.
    """

    def validate(self, password: str, user: object = None) -> None:
        if not settings.PWNED_PASSWORDS_URL:
            return
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        if digest[5:] in _breached(digest[:5]):
            raise ValidationError(
                _t("This password stands in a list of stolen ones. Please choose another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _t("Your password can't be one that was stolen somewhere else.")


def _breached(start: str) -> set[str]:
    try:
        answer = httpx.get(
            f"{settings.PWNED_PASSWORDS_URL}/{start}",
            timeout=RANGE_TIMEOUT_S,
            headers={"Add-Padding": "true"},
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        log.warning("accounts.password.range_away", error=type(error).__name__)
        return set()
    rows = (line.partition(":") for line in answer.text.splitlines())
    # Padding rows have a count of zero.
    return {rest for rest, _colon, count in rows if count.strip() != "0"}


def _ring() -> dict[str, str]:
    ring: dict[str, str] = settings.PASSWORD_PEPPERS
    return ring


def _peppered(pepper: str, password: str) -> bytes:
    secret = _ring()[pepper].encode()
    # As text: Argon2's bindings and the database's tools both read it without surprises.
    return hmac.new(secret, password.encode(), hashlib.sha256).hexdigest().encode()
