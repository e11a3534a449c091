"""The one way money moves in the books."""

from collections.abc import Iterable
from datetime import datetime

import structlog
from django.db import connection, transaction
from django.db.models import F

from apps.core.errors import Conflict
from apps.payments.models import Account, LedgerEntry, LedgerTransaction
from apps.payments.rules import Leg, movement

log = structlog.get_logger(__name__)


class KeyReused(Conflict):
    """A movement's key was used before for something else."""

    code = "payments.key_reused"


@transaction.atomic
def post(
    *, key: str, kind: str, reference: str, legs: Iterable[Leg], currency: str, now: datetime
) -> LedgerTransaction:
    """Write one movement of money and move the balances with it, in the caller's transaction.

    Amounts are in `currency` and sum to zero. The same `key` again gives the first movement back
    and moves nothing. Raises ValueError (see `rules.movement`), KeyReused (the key stands for
    another movement). Source: architecture, payments and the ledger.
    """
    moved = movement(legs)
    _open_book(currency)
    before = LedgerTransaction.objects.filter(key=key).first()
    if before is not None:
        _check_same(before, kind=kind, reference=reference, moved=moved, currency=currency)
        return before
    accounts = _accounts(moved, currency=currency)
    entry = LedgerTransaction.objects.create(
        key=key, kind=kind, reference=reference, currency=currency, posted_at=now
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(transaction=entry, account_id=accounts[leg.kind, leg.owner], amount=leg.amount)
        for leg in moved
    )
    for leg in sorted(moved, key=lambda leg: accounts[leg.kind, leg.owner]):
        pk = accounts[leg.kind, leg.owner]
        Account.objects.filter(pk=pk).update(balance=F("balance") + leg.amount)
    log.info("payments.ledger.posted", key=key, kind=kind, reference=reference)
    return entry


def _open_book(currency: str) -> None:
    """Wait for our turn to write in a currency's book, until the transaction ends.

    Nearly every movement meets another at our own accounts (clearing, commission) anyway. One lock
    before all accounts means that a transaction of several movements cannot deadlock with another,
    which taking the accounts of each movement in key order alone would not give.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('payments.ledger'), hashtext(%s))", [currency]
        )


def _accounts(moved: list[Leg], *, currency: str) -> dict[tuple[str, str], int]:
    """The key of each leg's account; those that don't exist yet are made, the rows are locked in
    key order."""
    Account.objects.bulk_create(
        [Account(kind=leg.kind, owner=leg.owner, currency=currency) for leg in moved],
        ignore_conflicts=True,
    )
    rows = (
        Account.objects.select_for_update()
        .filter(
            currency=currency,
            kind__in={leg.kind for leg in moved},
            owner__in={leg.owner for leg in moved},
        )
        .order_by("pk")
    )
    return {(row.kind, row.owner): row.pk for row in rows}


def _check_same(
    before: LedgerTransaction, *, kind: str, reference: str, moved: list[Leg], currency: str
) -> None:
    entries = before.entries.values_list("account__kind", "account__owner", "amount")
    same = {(leg.kind, leg.owner, leg.amount) for leg in moved} == set(entries)
    if not same or (before.kind, before.reference, before.currency) != (kind, reference, currency):
        raise KeyReused(key=before.key)
