"""What a payment does to an order, and when a sale's money becomes the seller's."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Max

from apps.catalog import services as catalog
from apps.core.events import publish
from apps.orders import rules
from apps.orders.events import OrderPaid
from apps.orders.models import Order, OrderItem, SellerOrder, State
from apps.orders.services.locks import lock_order
from apps.payments import services as payments
from apps.payments.rules import Leg

log = structlog.get_logger(__name__)


@transaction.atomic
def mark_paid(*, order_id: UUID, payment_id: UUID, now: datetime) -> None:
    """An order's payment came: its goods stay reserved, its parts go to their sellers, and the
    money is divided into what each seller, our commission, its VAT and delivery get.

    Money that comes for cancelled parts, or a second time, goes back to the payer.
    Saying it again changes nothing.
    """
    order, parts = lock_order(order_id=order_id)
    if order.payment_id == payment_id:
        return
    waiting = [part for part in parts if part.state == State.CREATED]
    if order.payment_id is not None or not waiting:
        _send_back(order, payment_id, amount=order.total, now=now)
        return
    order.payment_id, order.paid_at = payment_id, now
    order.save(update_fields=["payment_id", "paid_at", "updated_at"])
    days = _handling_days(waiting)
    for part in waiting:
        part.state = State.PAID
        part.ship_by = rules.ship_by(paid_at=now, handling_days=days.get(part.pk, 1))
        part.save(update_fields=["state", "ship_by", "updated_at"])
        catalog.keep_reservation(reference=str(part.pk))
    shares = [share for part in waiting for share in part_shares(part)]
    divided = sum((share.amount for share in shares), Decimal(0))
    payments.post(
        key=f"sale:{order.pk}",
        kind="sale",
        reference=str(order.pk),
        legs=[Leg("held", str(payment_id), -divided), *_as_legs(shares)],
        currency=order.currency,
        now=now,
    )
    if divided < order.total:
        _send_back(order, payment_id, amount=order.total - divided, now=now)
    publish(OrderPaid(order.pk))
    log.info("orders.order.paid", order=str(order.pk), payment=str(payment_id))


def part_shares(part: SellerOrder) -> list[rules.Share]:
    """How one part's money is divided."""
    return rules.shares_of(
        seller_id=part.seller_id,
        goods=part.goods,
        delivery=part.delivery,
        commission=part.commission,
        commission_vat=part.commission_vat,
    )


def refund_part(part: SellerOrder, *, reason: str, now: datetime) -> None:
    """Send a paid part's money back: the mirror of how it was divided. Once per part; the caller
    holds the order's lock."""
    order = part.order
    if order.payment_id is None:
        return
    payments.refund_payment(
        payment_id=order.payment_id,
        key=f"cancel:{part.pk}",
        amount=part.goods + part.delivery,
        reason=reason,
        legs=[Leg(share.kind, share.owner, -share.amount) for share in part_shares(part)],
        now=now,
    )


def release_due(*, now: datetime, limit: int = 200) -> int:
    """Give sellers the money of parts whose return window has closed; returns how many, up to
    `limit`. Each part is a transaction of its own, so a crash loses nothing and repeats nothing."""
    due = SellerOrder.objects.filter(release_at__lte=now, released_at=None).order_by("release_at")
    done = 0
    for part_id in list(due.values_list("pk", flat=True)[:limit]):
        done += _release(part_id, now)
    return done


@transaction.atomic
def _release(part_id: UUID, now: datetime) -> bool:
    part = (
        SellerOrder.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("order")
        .filter(pk=part_id, released_at=None, state=State.DELIVERED)
        .first()
    )
    if part is None:
        return False
    amount = part.goods - part.commission - part.commission_vat
    owner = str(part.seller_id)
    if amount:
        payments.post(
            key=f"release:{part.pk}",
            kind="release",
            reference=str(part.order_id),
            legs=[Leg("seller_pending", owner, -amount), Leg("seller_available", owner, amount)],
            currency=part.order.currency,
            now=now,
        )
    part.state, part.released_at = State.COMPLETED, now
    part.save(update_fields=["state", "released_at", "updated_at"])
    log.info("orders.seller_order.released", seller_order=str(part.pk))
    return True


def _handling_days(parts: list[SellerOrder]) -> dict[UUID, int]:
    """How long the slowest of each part's goods takes to pack: 1 query."""
    items = OrderItem.objects.filter(seller_order__in=parts).values_list("seller_order_id")
    return dict(items.annotate(days=Max("offer__handling_days")).order_by())


def _send_back(order: Order, payment_id: UUID, *, amount: Decimal, now: datetime) -> None:
    payments.refund_payment(
        payment_id=payment_id,
        key=f"late:{payment_id}",
        amount=amount,
        reason="late",
        legs=[Leg("held", str(payment_id), -amount)],
        now=now,
    )
    log.warning("orders.payment.too_late", order=str(order.pk), payment=str(payment_id))


def _as_legs(shares: list[rules.Share]) -> list[Leg]:
    """One leg an account: two parts pay the same commission account."""
    sums: dict[tuple[str, str], Leg] = {}
    for share in shares:
        before = sums.get((share.kind, share.owner))
        amount = share.amount + (before.amount if before else 0)
        sums[share.kind, share.owner] = Leg(share.kind, share.owner, amount)
    return list(sums.values())
