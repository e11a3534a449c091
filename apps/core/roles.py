"""Which roles a person has. Apps tell how to see theirs when they start; anybody may ask."""

from collections.abc import Callable
from typing import Any, Protocol


class Holds(Protocol):
    """Whether a person has the role. Any: core knows no people."""

    def __call__(self, *, user: Any) -> bool: ...


_holders: dict[str, Holds] = {}


def register(role: str) -> Callable[[Holds], Holds]:
    """Tell how to see whether a person has a role; called from `AppConfig.ready`."""

    def keep(holds: Holds) -> Holds:
        _holders[role] = holds
        return holds

    return keep


def has_role(*, user: Any, role: str) -> bool:  # Any: core knows no people
    """Whether a person has a role: 1 query at most. Nobody has one that no app knows."""
    holds = _holders.get(role)
    return holds is not None and holds(user=user)


def roles_of(*, user: Any) -> list[str]:  # Any: as above
    """All roles of a person beside the shopper's: a query each."""
    return [role for role, holds in _holders.items() if holds(user=user)]
