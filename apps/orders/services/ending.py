"""How an order ends before it is delivered: cancelled by somebody, or never paid."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from apps.catalog import services as catalog
from apps.core import audit
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import NotAllowed
from apps.core.events import publish
from apps.orders.events import SellerOrderCancelled
from apps.orders.models import Order, SellerOrder, State
from apps.orders.services.locks import check_move, lock_order, lock_parts
from apps.orders.services.money import refund_part
from apps.payments import services as payments
from apps.shipping import services as shipping

log = structlog.get_logger(__name__)


@transaction.atomic
def cancel_seller_orders(
    *, ids: Collection[UUID], by: Actor, reason: str, now: datetime
) -> list[SellerOrder]:
    """Cancel sellers' parts before dispatch: their stock is free again and paid money goes back to
    the payer; all of them or none. Cancelling twice changes nothing.
    Raises NotAllowed (unknown, another seller's), InvalidTransition (already on its way).
    Source: R5.6."""
    parts = lock_parts(ids=ids, by=by)
    for part in sorted(parts, key=lambda part: part.seller_id):
        _cancel(part, by=by, reason=reason, now=now)
    return parts


@transaction.atomic
def cancel_order(*, order_id: UUID, by: Actor, reason: str, now: datetime) -> None:
    """Cancel every part of a shopper's own order, as long as no seller has begun to pack; an open
    payment is closed. Raises NotAllowed (not theirs), InvalidTransition."""
    order, parts = lock_order(order_id=order_id)
    if by.role == "shopper" and order.user_id != by.user_id:
        raise NotAllowed()
    for part in sorted(parts, key=lambda part: part.seller_id):
        part.order = order
        _cancel(part, by=by, reason=reason, now=now)
    if order.payment_id is None:
        payments.cancel_payment(reference=str(order.pk), now=now)


def expire_unpaid(*, now: datetime, limit: int = 100) -> int:
    """Cancel orders that were not paid in time; returns how many, up to `limit`. Money that comes
    later goes back (see `mark_paid`)."""
    old = (
        SellerOrder.objects.filter(
            state=State.CREATED, order__placed_at__lte=now - settings.RESERVATION_TTL
        )
        .order_by("order_id")
        .values_list("order_id", flat=True)
        .distinct()[:limit]
    )
    orders = list(old)
    for order_id in orders:
        _expire(order_id, now)
    return len(orders)


@transaction.atomic
def _expire(order_id: UUID, now: datetime) -> None:
    order = Order.objects.select_for_update(skip_locked=True).filter(pk=order_id).first()
    if order is None:
        return
    waiting = order.parts.select_for_update().filter(state=State.CREATED).order_by("seller_id")
    for part in list(waiting):
        part.order = order
        _cancel(part, by=SYSTEM, reason="unpaid", now=now)
    payments.cancel_payment(reference=str(order.pk), now=now)


def _cancel(part: SellerOrder, *, by: Actor, reason: str, now: datetime) -> None:
    if part.state == State.CANCELLED:
        return
    check_move(part, end=State.CANCELLED, role=by.role)
    before = part.state
    refund_part(part, reason=reason, now=now)
    part.state, part.cancelled_at, part.cancel_reason = State.CANCELLED, now, reason
    part.save(update_fields=["state", "cancelled_at", "cancel_reason", "updated_at"])
    catalog.release_stock(reference=str(part.pk))
    if before == State.PACKED:
        shipping.cancel_shipment(reference=str(part.pk), now=now)
    if by.role == "staff":
        audit.record(
            actor=by,
            action="orders.part_cancelled",
            subject=f"order:{part.order_id}",
            before={"state": before},
            after={"state": str(State.CANCELLED), "part": part.number},
        )
    publish(SellerOrderCancelled(part.pk, part.order_id, reason))
    log.info("orders.seller_order.cancelled", seller_order=str(part.pk), role=by.role)
