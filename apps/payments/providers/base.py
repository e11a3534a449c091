"""What every payment provider can do, in our words. Adapters translate and decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid, PartnerUnavailable


class Outcome(StrEnum):
    """What a provider says about a charge or a refund. UNKNOWN is a word we don't understand: it
    waits for a person."""

    PENDING = "pending"
    CAPTURED = "captured"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ChargeRequest:
    """A sum to be paid at the provider. `key` is the same for every repetition of one try;
    `reference` comes back in every word about it; `return_url` is absolute."""

    key: str
    reference: UUID
    amount: Decimal
    currency: str
    description: str
    return_url: str
    language: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge as the provider has it now; `amount` is what was captured, else what is asked.
    `pay_url` is where the payer goes."""

    ref: str
    reference: str
    outcome: Outcome
    amount: Decimal
    currency: str
    pay_url: str = ""
    decline_code: str = ""


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """A part of a charge to be sent back, `key` the same for every repetition."""

    key: str
    charge_ref: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class RefundAnswer:
    """A refund as the provider has it: REFUNDED, PENDING, DECLINED or UNKNOWN."""

    ref: str
    outcome: Outcome
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ProviderFact:
    """One verified word from a provider: about a charge, or about a refund when `refund` is there.

    `event_id` is the provider's own; `raw` is kept for people.
    """

    event_id: str
    charge: Charge | None
    refund: RefundAnswer | None
    raw: Mapping[str, Any]  # Any: the provider's JSON


class BadSignature(Invalid):
    """A webhook that doesn't come from the provider, or is too old to believe."""

    code = "payments.bad_signature"
    status = 400
    message = _("This message could not be verified.")


class BadBody(Invalid):
    """A webhook that is signed but cannot be read."""

    code = "payments.bad_body"
    status = 400


class ProviderAway(PartnerUnavailable):
    """The provider didn't answer; what was asked may have happened, so ask again with the same
    key."""

    code = "payments.provider_away"


class ProviderRefused(PartnerUnavailable):
    """The provider understood and said no: nothing happened."""

    code = "payments.provider_refused"


class PaymentProvider(Protocol):
    """A bank or a wallet. Every call has a timeout and raises ProviderAway or ProviderRefused."""

    code: str
    label: str

    def charge(self, request: ChargeRequest) -> Charge:
        """Ask for a sum. The same key gives the same charge."""

    def fetch(self, ref: str) -> Charge:
        """How a charge stands now."""

    def cancel(self, ref: str) -> Charge:
        """Let a charge go that isn't paid yet; says how it stands afterwards (it may be paid)."""

    def refund(self, request: RefundRequest) -> RefundAnswer:
        """Send money back. The same key sends it once."""

    def read_webhook(
        self, *, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> ProviderFact:
        """Verify and translate a message. Raises BadSignature, BadBody. Touches nothing."""
