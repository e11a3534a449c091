"""Alerts as their owner sees them, and the keys in letters that end or confirm one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.core import signing

from apps.accounts.models import User
from apps.alerts import rules
from apps.alerts.models import Alert
from apps.catalog import selectors as shelves
from apps.core.errors import NotAllowed
from apps.core.people import Record

SALT = "alerts.link"


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert with what it waits for; `price` is what that cost when a lower one was asked for."""

    pk: UUID
    kind: str
    price: Decimal | None
    line: shelves.VariantLine


def alerts_of(*, user: User, language: str) -> list[AlertView]:
    """What somebody waits for, newest first: 5 queries."""
    waiting = Alert.objects.open().filter(user=user).order_by("-pk")
    rows = list(waiting[: rules.MAX_OPEN])
    lines = shelves.variant_lines(variant_ids={row.variant_id for row in rows}, language=language)
    return [AlertView(row.pk, row.kind, row.price, lines[row.variant_id]) for row in rows]


def link_key(*, alert: Alert) -> str:
    """The key of an alert's links in letters: who has it got the letter."""
    return signing.dumps(str(alert.pk), salt=SALT)


def alert_by_key(*, key: str) -> Alert | None:
    """The alert a letter's key names, None when it is over and forgotten: 1 query. Raises
    NotAllowed for a key that isn't ours."""
    try:
        alert_id = UUID(signing.loads(key, salt=SALT))
    except signing.BadSignature as error:
        raise NotAllowed() from error
    return Alert.objects.filter(pk=alert_id).first()


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """What somebody waits for, asked as themselves or by their address, for their archive."""
    email = User.objects.values_list("email", flat=True).get(pk=user_id)
    rows = Alert.objects.of_person(user_id=user_id, email=email or "").order_by("pk")
    for row in rows.select_related("product").iterator():
        yield {
            "kind": row.kind,
            "title": row.product.title,
            "product": row.product.code,
            "price": row.price,
            "asked_at": row.created_at,
            "told_at": row.told_at,
        }
