"""Facts about people."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.events import Event


@dataclass(frozen=True)
class UserRegistered(Event):
    """Somebody opened an account."""

    user_id: UUID


@dataclass(frozen=True)
class PhoneCodeIssued(Event):
    """A code waits to be told to a phone; the notifier asks for it when it sends."""

    code_id: UUID


@dataclass(frozen=True)
class PhoneRegisteredAgain(Event):
    """Somebody registers with a number that has an account; `code_id` names the number."""

    code_id: UUID


@dataclass(frozen=True)
class RefreshTokenReused(Event):
    """A refresh token was used twice, so somebody else may hold it; that login has ended."""

    family_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class LoginMoved(Event):
    """An app's sign-in goes on from another network or app than before, where that is watched."""

    family_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class DataExportReady(Event):
    """An archive of somebody's data can be fetched."""

    export_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class PersonErased(Event):
    """A person was forgotten; only the id is left of them."""

    user_id: UUID


@dataclass(frozen=True)
class FactorsReset(Event):
    """Staff took a person's second factors away; `reset_id` tells this time from another."""

    user_id: UUID
    reset_id: UUID
