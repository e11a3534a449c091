"""Secrets we must be able to read again, sealed before they reach the database."""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["InvalidToken", "is_current", "reseal", "seal", "unseal"]


def seal(text: str) -> str:
    """Encrypt a text with the newest key of `SEALING_KEYS` (Fernet: AES-128-CBC with HMAC)."""
    return _ring(tuple(settings.SEALING_KEYS)).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt a text with whichever key of the ring sealed it. Raises InvalidToken when none did:
    the key was taken off the ring too early, or somebody changed the row."""
    return _ring(tuple(settings.SEALING_KEYS)).decrypt(sealed.encode()).decode()


def is_current(sealed: str) -> bool:
    """Whether the newest key sealed this text: if not, it must be sealed again before the key that
    did leaves the ring."""
    newest, *_older = settings.SEALING_KEYS
    try:
        _ring((newest,)).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def reseal(sealed: str) -> str:
    """The same text under the newest key. Raises as `unseal`."""
    return seal(unseal(sealed))


@cache
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
