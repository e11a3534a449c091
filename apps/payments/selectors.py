"""What the books and the payment pages show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import F, Prefetch, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from apps.core.errors import NotAllowed
from apps.core.queues import Found, Queue, measure
from apps.payments.models import (
    Account,
    AccountKind,
    AttemptState,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentAttempt,
    PaymentState,
    ProviderEvent,
    ProviderEventState,
    Refund,
)

PAGE = 50


class SellerBalances(NamedTuple):
    """A seller's money: earned but still in the return window, free to pay out, and set aside."""

    pending: Decimal
    available: Decimal
    reserved: Decimal


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement on one of a seller's accounts; `pk` is the cursor of the page after it."""

    pk: int
    at: datetime
    kind: str
    reference: str
    amount: Decimal
    currency: str
    balance_kind: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment's page: the payment and its latest try, if there was one."""

    payment: Payment
    attempt: PaymentAttempt | None

    @property
    def is_at_bank(self) -> bool:
        """Whether the payer can go on at the bank with the try there is."""
        return self.attempt is not None and self.attempt.state == AttemptState.PENDING


def balance(*, kind: str, owner: str, currency: str) -> Decimal:
    """What lies in one account, zero for one that was never used. 1 query."""
    row = Account.objects.filter(kind=kind, owner=owner, currency=currency).first()
    return row.balance if row else Decimal(0)


def seller_balances(*, seller_id: UUID, currency: str = settings.MARKET_CURRENCY) -> SellerBalances:
    """A seller's three balances. 1 query."""
    rows = Account.objects.filter(owner=str(seller_id), currency=currency)
    found = dict(rows.values_list("kind", "balance"))
    return SellerBalances(
        found.get(AccountKind.SELLER_PENDING, Decimal(0)),
        found.get(AccountKind.SELLER_AVAILABLE, Decimal(0)),
        found.get(AccountKind.SELLER_RESERVED, Decimal(0)),
    )


def available_by_day(
    *, seller_id: UUID, now: datetime, days: int, currency: str = settings.MARKET_CURRENCY
) -> list[Decimal]:
    """What was free to pay out at the end of each of the last `days` days of the market, oldest
    first; today's is the present balance. 2 queries."""
    owner, kind = str(seller_id), AccountKind.SELLER_AVAILABLE
    at_end = balance(kind=kind, owner=owner, currency=currency)
    today = timezone.localdate(now)
    entries = LedgerEntry.objects.filter(
        account__owner=owner,
        account__kind=kind,
        account__currency=currency,
        transaction__posted_at__date__gt=today - timedelta(days=days - 1),
    )
    moved = dict(
        entries.values_list("transaction__posted_at__date")
        .annotate(amount=Sum("amount"))
        .order_by()
    )
    line = []
    for back in range(days):
        line.append(at_end)
        at_end -= moved.get(today - timedelta(days=back), Decimal(0))
    return line[::-1]


def statement(
    *, seller_id: UUID, after: int | None = None, limit: int = PAGE
) -> list[StatementLine]:
    """A seller's movements, newest first, `limit` after the line `after`. 1 query."""
    entries = LedgerEntry.objects.filter(
        account__owner=str(seller_id),
        account__kind__in=[
            AccountKind.SELLER_PENDING,
            AccountKind.SELLER_AVAILABLE,
            AccountKind.SELLER_RESERVED,
        ],
    )
    if after is not None:
        entries = entries.filter(pk__lt=after)
    rows = entries.select_related("account", "transaction").order_by("-pk")[:limit]
    return [
        StatementLine(
            pk=row.pk,
            at=row.transaction.posted_at,
            kind=row.transaction.kind,
            reference=row.transaction.reference,
            amount=row.amount,
            currency=row.account.currency,
            balance_kind=row.account.kind,
        )
        for row in rows
    ]


class LedgerSize(NamedTuple):
    """How much a check of the books has looked at."""

    transactions: int
    entries: int
    accounts: int


def ledger_size() -> LedgerSize:
    """How many rows the books have. 3 queries."""
    return LedgerSize(
        LedgerTransaction.objects.count(), LedgerEntry.objects.count(), Account.objects.count()
    )


def ledger_differences() -> list[str]:
    """What is wrong in the books, a sentence each; empty when they are right. 3 queries, each a
    snapshot of its own, so that movements posted meanwhile are no difference."""
    unbalanced = (
        LedgerTransaction.objects.annotate(total=Coalesce(Sum("entries__amount"), Decimal(0)))
        .exclude(total=0)
        .values_list("key", "total")
    )
    drifted = (
        Account.objects.annotate(total=Coalesce(Sum("entries__amount"), Decimal(0)))
        .exclude(balance=F("total"))
        .values_list("kind", "owner", "currency", "balance", "total")
    )
    crooked = (
        Account.objects.values("currency")
        .annotate(total=Sum("balance"))
        .exclude(total=0)
        .values_list("currency", "total")
    )
    return [
        *(f"transaction {key} sums to {total}, not to zero" for key, total in unbalanced),
        *(
            f"account {kind}:{owner} {currency} says {cached}, its entries say {total}"
            for kind, owner, currency, cached, total in drifted
        ),
        *(f"all balances in {currency} sum to {total}, not to zero" for currency, total in crooked),
    ]


def open_for(*, reference: str) -> Payment | None:
    """The newest payment of a reference that waits to be paid. 1 query."""
    rows = Payment.objects.filter(reference=reference, state=PaymentState.OPEN)
    return rows.order_by("-pk").first()


def payments_for(*, references: Collection[str]) -> list[Payment]:
    """Every payment for these references, newest first, with tries and refunds. 3 queries."""
    return list(
        Payment.objects.filter(reference__in=references)
        .prefetch_related(Prefetch("attempts", PaymentAttempt.objects.order_by("-pk")), "refunds")
        .order_by("-pk")[:PAGE]
    )


def movements_for(*, references: Collection[str]) -> list[LedgerTransaction]:
    """The ledger's movements for these references, oldest first, with entries and accounts.
    2 queries."""
    entries = LedgerEntry.objects.select_related("account").order_by("pk")
    return list(
        LedgerTransaction.objects.filter(reference__in=references)
        .prefetch_related(Prefetch("entries", entries))
        .order_by("pk")[: 4 * PAGE]
    )


def payment_view(*, payment_id: UUID, user_id: UUID | None, access_key: str) -> PaymentView:
    """A payment as its payer may see it: the person who owes it, or whoever holds its key.
    2 queries. Raises NotAllowed (unknown, somebody else's)."""
    payment = Payment.objects.filter(pk=payment_id).first()
    if payment is None or not _may_see(payment, user_id=user_id, access_key=access_key):
        raise NotAllowed()
    return PaymentView(payment, payment.attempts.order_by("-pk").first())


def _may_see(payment: Payment, *, user_id: UUID | None, access_key: str) -> bool:
    if user_id is not None and payment.payer_id == user_id:
        return True
    holds_key = constant_time_compare(access_key, payment.access_key)
    return bool(payment.access_key) and holds_key


def held_balances(*, payment_ids: Collection[UUID]) -> dict[UUID, Decimal]:
    """What lies with us for each payment, divided among nobody: 1 query."""
    owners = {str(pk): pk for pk in payment_ids}
    rows = Account.objects.filter(kind=AccountKind.HELD, owner__in=owners)
    return {owners[owner]: amount for owner, amount in rows.values_list("owner", "balance")}


def queues() -> list[Queue]:
    """Money that a person must look at: 3 queries."""
    tries, tries_since = measure(
        PaymentAttempt.objects.filter(state=AttemptState.UNKNOWN), since="updated_at"
    )
    words, words_since = measure(
        ProviderEvent.objects.filter(state=ProviderEventState.UNKNOWN), since="received_at"
    )
    refunds, refunds_since = measure(Refund.objects.undecided(), since="updated_at")
    return [
        Queue(
            _("Payments to look at"),
            tries,
            tries_since,
            "admin:payments_paymentattempt_changelist",
            "state__exact=unknown",
        ),
        Queue(
            _("Words of banks we do not know"),
            words,
            words_since,
            "admin:payments_providerevent_changelist",
            "state__exact=unknown",
        ),
        Queue(
            _("Refunds that failed"),
            refunds,
            refunds_since,
            "admin:payments_refund_changelist",
            "wait=undecided",
        ),
    ]


def find(*, text: str) -> list[Found]:
    """A payment by its id or by what a provider calls its charge, for staff: 2 queries at most."""
    view = "admin:payments_payment_change"
    try:
        rows = Payment.objects.filter(pk=UUID(text))
    except ValueError:
        rows = Payment.objects.filter(attempts__provider_ref=text)
    return [Found(row.description, _("Payment"), view, row.pk) for row in rows.order_by("pk")[:5]]
