"""Use cases about money."""

from apps.payments.services.ledger import post

__all__ = ["post"]
