"""Facts about people."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class UserRegistered(Event):
    """Somebody opened an account."""

    user_id: UUID
