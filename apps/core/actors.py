"""Who acts: a person, a guest, staff with a reason, or the system itself."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

Role = Literal["shopper", "seller", "courier", "staff", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one on whose behalf a use case runs, and for which shop.

    `rights` are the seller member's rights in that shop; staff and the system need none.
    """

    role: Role
    user_id: UUID | None = None
    seller_id: UUID | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    reason: str = ""

    def acts_for(self, seller_id: UUID) -> bool:
        """Whether this actor may act for that seller at all."""
        return self.role in ("staff", "system") or self.seller_id == seller_id

    def may(self, right: str) -> bool:
        """Whether the actor holds a right in its shop."""
        return self.role in ("staff", "system") or right in self.rights


SYSTEM = Actor(role="system")
