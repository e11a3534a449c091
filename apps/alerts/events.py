"""Facts about alerts."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class AlertAsked(Event):
    """A guest's address is to be told something: its owner must say yes first."""

    alert_id: UUID


@dataclass(frozen=True)
class AlertDue(Event):
    """What was waited for is there; `kind` is `stock` or `price`. The alert is over."""

    alert_id: UUID
    kind: str
