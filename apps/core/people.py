"""What each app keeps of a person: how it is taken along, what stands against forgetting it, and
how it is forgotten. Apps fill the list when they start; accounts, far below them, asks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

# A record as it is exported: plain values by readable names.
Record = Mapping[str, object]


def nothing(*, user_id: UUID) -> list[str]:
    """No objection."""
    return []


@dataclass(frozen=True, slots=True)
class Keeper:
    """One subject an app keeps (`orders`). `records` gives all of a person's, lazily; `objections`
    says in whole sentences why the person can't be forgotten yet; `erase` forgets within the
    caller's transaction, and does nothing the second time."""

    subject: str
    records: Callable[..., Iterable[Record]]
    erase: Callable[..., None]
    objections: Callable[..., list[str]] = nothing


_keepers: dict[str, Keeper] = {}


def keep(keeper: Keeper) -> None:
    """Put a keeper on the list; called from `AppConfig.ready`."""
    _keepers[keeper.subject] = keeper


def keepers() -> list[Keeper]:
    """Everybody who keeps something, by subject."""
    return [_keepers[subject] for subject in sorted(_keepers)]
