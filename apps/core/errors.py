"""Failures we foresee. Each has a stable code, a message for people and an HTTP status."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal people can understand; `facts` are for code and logs, never for display."""

    code = "error"
    status = 400
    message: str | Promise = _("This could not be done. Please try again.")

    def __init__(
        self, message: str | Promise | None = None, **facts: Any
    ) -> None:  # Any: free facts
        super().__init__(self.code)
        if message is not None:
            self.message = message
        self.facts = facts


class NotAllowed(DomainError):
    """The thing exists, but not for this person: answered as if it did not exist."""

    code = "not_allowed"
    status = 404
    message = _("We could not find that page.")


class Gone(DomainError):
    """It was here and is no more: search engines should forget it."""

    code = "gone"
    status = 410
    message = _("This is no longer on sale.")


class Forbidden(DomainError):
    """The person is known and the thing is theirs to see, but this action is not."""

    code = "forbidden"
    status = 403
    message = _("You do not have the right to do this.")


class Invalid(DomainError):
    """A value that cannot be accepted; `fields` maps a form field to its message."""

    code = "invalid"
    status = 422
    message = _("Please check the marked fields.")

    def __init__(
        self,
        message: str | Promise | None = None,
        *,
        fields: Mapping[str, str | Promise] | None = None,
        **facts: Any,  # Any: free facts
    ) -> None:
        super().__init__(message, **facts)
        self.fields: Mapping[str, str | Promise] = fields or {}


class Conflict(DomainError):
    """The thing has changed meanwhile, or this was already done another way."""

    code = "conflict"
    status = 409
    message = _("Something changed meanwhile. Please look again.")


class InvalidTransition(Conflict):
    """A state machine does not allow this move from the present state."""

    code = "invalid_transition"
    message = _("This is no longer possible in the present state.")


class OutOfStock(Conflict):
    """Fewer pieces are free than asked for; `facts["lines"]` says which and how many are left."""

    code = "catalog.out_of_stock"
    message = _("Some of these goods have just been sold out. Please check your cart.")


class IdempotencyMismatch(Invalid):
    """The same key came with another body."""

    code = "idempotency_mismatch"
    message = _("This request was already sent with other content.")


class TooLarge(DomainError):
    """An upload or a body over its limit."""

    code = "too_large"
    status = 413
    message = _("This file is too large.")


class TooMany(DomainError):
    """Slow down; `facts["retry_after_s"]` says for how long, where it is known."""

    code = "too_many"
    status = 429
    message = _("Too many tries. Please wait a little.")


class PartnerUnavailable(DomainError):
    """A bank or a carrier does not answer."""

    code = "partner_unavailable"
    status = 503
    message = _("Our partner does not answer at the moment. Nothing was charged; please try again.")
