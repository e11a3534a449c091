"""Waiting for goods: asking to be told, saying yes, being told once, and letting it be."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.alerts import rules, selectors
from apps.alerts.events import AlertAsked, AlertDue
from apps.alerts.models import Alert, AlertKind
from apps.catalog import selectors as shelves
from apps.catalog.models import ProductState, Variant
from apps.core import limits
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.events import publish
from apps.core.services import delete_in_batches

log = structlog.get_logger(__name__)

BATCH = 500


@transaction.atomic
def watch(
    *,
    variant_id: UUID,
    kind: AlertKind,
    user: User | None,
    email: str,
    language: str,
    now: datetime,
) -> Alert:
    """Begin to wait for a variant. A signed-in person's alert is open at once; an address is
    written to first and must say yes. Asking again renews what was asked.

    Raises NotAllowed (no such card on sale), Conflict (it is there already, or nobody sells it, or
    enough is waited for), Invalid (no address), TooMany.
    """
    variant = Variant.objects.select_related("product").filter(pk=variant_id).first()
    if variant is None or variant.product.state != ProductState.LIVE:
        raise NotAllowed(variant=str(variant_id))
    best = shelves.best_prices(variant_ids=[variant_id]).get(variant_id)
    if kind == AlertKind.STOCK and best is not None:
        raise Conflict(_("It is in stock: you can buy it now."))
    if kind == AlertKind.PRICE and best is None:
        raise Conflict(_("Nobody sells it at the moment. Ask to be told when it is back."))
    if user is None and not email:
        raise Invalid(fields={"email": _("Please write your e-mail address.")})
    owner = Q(user=user) if user is not None else Q(email=email, user=None)
    mine = Alert.objects.filter(owner, told_at=None)
    same = mine.select_for_update().filter(variant=variant, kind=kind).first()
    price = best if kind == AlertKind.PRICE else None
    if same is not None and same.confirmed_at is not None:
        same.price = price
        same.save(update_fields=["price"])
        return same
    if mine.count() >= rules.MAX_OPEN:
        raise Conflict(_("You wait for as much as we can watch. Please let something be first."))
    if user is None:
        limits.spend("alert-to", email.lower())
    if same is not None:
        # The first letter may be lost: a new alert brings a new one.
        same.delete()
    alert = Alert(
        kind=kind,
        product=variant.product,
        variant=variant,
        user=user,
        email="" if user is not None else email,
        language=language,
        price=price,
        created_at=now,
        confirmed_at=now if user is not None else None,
    )
    # Of two at the same moment one is written; the other's owner is told the same.
    Alert.objects.bulk_create([alert], ignore_conflicts=True)
    if user is None and Alert.objects.filter(pk=alert.pk).exists():
        publish(AlertAsked(alert.pk))
    return alert


@transaction.atomic
def confirm(*, key: str, now: datetime) -> Alert | None:
    """An address's owner says yes; doing it again changes nothing. None when the alert is over.
    Raises NotAllowed for a key that isn't ours."""
    alert = selectors.alert_by_key(key=key)
    if alert is None:
        return None
    Alert.objects.filter(pk=alert.pk, confirmed_at=None).update(confirmed_at=now)
    # It may have come back while the letter was on its way.
    tell(product_ids=[alert.product_id], now=now)
    return alert


def stop(*, key: str) -> None:
    """Let it be, by the link of a letter; doing it again changes nothing. Raises NotAllowed for a
    key that isn't ours."""
    alert = selectors.alert_by_key(key=key)
    if alert is not None:
        alert.delete()


def remove(*, user: User, alert_id: UUID) -> Alert:
    """Let one's own alert be; returns what it was, so that it can be undone. Raises NotAllowed."""
    alert = Alert.objects.open().filter(user=user, pk=alert_id).first()
    if alert is None:
        raise NotAllowed(alert=str(alert_id))
    Alert.objects.filter(pk=alert.pk).delete()
    return alert


@transaction.atomic
def tell(*, product_ids: Collection[UUID], now: datetime) -> int:
    """End the alerts for these cards whose moment has come, each with one letter; returns how many.
    2 queries when nobody is due."""
    open_alerts = Alert.objects.open().filter(product__in=product_ids)
    waiting = list(open_alerts.select_for_update().order_by("pk"))
    if not waiting:
        return 0
    best = shelves.best_prices(variant_ids={alert.variant_id for alert in waiting})
    due = [
        alert
        for alert in waiting
        if rules.is_due(asked_price=alert.price, best_price=best.get(alert.variant_id))
    ]
    Alert.objects.filter(pk__in=[alert.pk for alert in due]).update(told_at=now)
    for alert in due:
        publish(AlertDue(alert.pk, alert.kind))
    if due:
        log.info("alerts.told", count=len(due))
    return len(due)


def follow_merge(*, survivor_id: UUID, variants: Mapping[UUID, UUID]) -> None:
    """Who waits for a variant of a duplicate waits for the one it is now; who waits for both does
    so once. Again changes nothing. Two queries a variant."""
    for old, new in variants.items():
        there = Alert.objects.filter(
            Q(user=OuterRef("user")) | Q(email=OuterRef("email")) & ~Q(email=""),
            variant_id=new,
            kind=OuterRef("kind"),
            told_at=None,
        ).exclude(variant_id=old)
        waiting = Alert.objects.filter(variant_id=old, told_at=None)
        waiting.filter(Exists(there)).delete()
        waiting.update(variant_id=new, product_id=survivor_id)


def sweep(*, now: datetime, batch: int = BATCH) -> None:
    """Tell what an event missed, a batch of cards in a transaction, and forget alerts that are
    over."""
    after = None
    while True:
        cards = Alert.objects.open().order_by("product_id").distinct()
        if after is not None:
            cards = cards.filter(product_id__gt=after)
        ids = list(cards.values_list("product_id", flat=True)[:batch])
        if not ids:
            break
        tell(product_ids=ids, now=now)
        after = ids[-1]
    over = Alert.objects.filter(
        Q(confirmed_at=None, created_at__lt=now - rules.UNCONFIRMED_FOR)
        | Q(told_at__lt=now - rules.TOLD_FOR)
        | Q(created_at__lt=now - rules.WAITS_FOR)
    )
    delete_in_batches(over, size=batch)


def forget_person(*, user_id: UUID) -> None:
    """Forget what somebody waits for, in the caller's transaction."""
    email = User.objects.values_list("email", flat=True).get(pk=user_id)
    Alert.objects.of_person(user_id=user_id, email=email or "").delete()
