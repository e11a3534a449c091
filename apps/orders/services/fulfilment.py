"""A seller's part on its way: accepted, packed, shipped, delivered."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from apps.catalog import services as catalog
from apps.core.actors import Actor
from apps.core.events import publish
from apps.orders.events import SellerOrderAccepted, SellerOrderDelivered, SellerOrderShipped
from apps.orders.models import OrderItem, SellerOrder, State
from apps.orders.services.locks import check_move, lock_order, lock_parts
from apps.shipping import selectors as parcels
from apps.shipping import services as shipping

log = structlog.get_logger(__name__)


@transaction.atomic
def accept_seller_orders(*, ids: Collection[UUID], by: Actor, now: datetime) -> list[SellerOrder]:
    """The seller takes parts on and starts packing; all of them or none. Accepting twice changes
    nothing. Raises NotAllowed (unknown, another seller's), InvalidTransition."""
    parts = lock_parts(ids=ids, by=by)
    for part in parts:
        if part.state == State.ACCEPTED:
            continue
        check_move(part, end=State.ACCEPTED, role=by.role)
        part.state, part.accepted_at = State.ACCEPTED, now
        part.save(update_fields=["state", "accepted_at", "updated_at"])
        publish(SellerOrderAccepted(part.pk, part.order_id))
    return parts


@transaction.atomic
def pack_seller_orders(*, ids: Collection[UUID], by: Actor, now: datetime) -> list[SellerOrder]:
    """Parts are in their parcels: each gets a shipment with a number and a label. Packing twice
    changes nothing. Raises NotAllowed, InvalidTransition."""
    parts = lock_parts(ids=ids, by=by)
    for part in parts:
        if part.state == State.PACKED:
            continue
        check_move(part, end=State.PACKED, role=by.role)
        address = part.order.address
        shipping.create_shipment(
            reference=str(part.pk),
            seller_id=part.seller_id,
            origin_id=part.warehouse_id,
            city_code=address["city_code"],
            destination=address,
            recipient=address["name"],
            phone=address["phone"],
            weight_g=part.weight_g,
            fee=part.delivery,
            currency=part.order.currency,
            promised_on=part.promised_until,
            now=now,
        )
        part.state, part.packed_at = State.PACKED, now
        part.save(update_fields=["state", "packed_at", "updated_at"])
    return parts


@transaction.atomic
def ship_seller_orders(*, ids: Collection[UUID], by: Actor, now: datetime) -> list[SellerOrder]:
    """Parcels are handed to the carrier: the goods leave the stock. Shipping twice changes nothing.
    Raises NotAllowed, InvalidTransition."""
    parts = lock_parts(ids=ids, by=by)
    views = parcels.shipments_for(references=[str(part.pk) for part in parts])
    for part in sorted(parts, key=lambda part: part.seller_id):
        if part.state == State.SHIPPED:
            continue
        check_move(part, end=State.SHIPPED, role=by.role)
        catalog.dispatch_stock(reference=str(part.pk))
        shipping.mark_ready(shipment_id=views[str(part.pk)].id, now=now)
        part.state, part.shipped_at = State.SHIPPED, now
        part.save(update_fields=["state", "shipped_at", "updated_at"])
        publish(SellerOrderShipped(part.pk, part.order_id))
        log.info("orders.seller_order.shipped", seller_order=str(part.pk))
    return parts


@transaction.atomic
def mark_delivered(*, seller_order_id: UUID, delivered_at: datetime) -> None:
    """The shopper has a part: its return window starts and it counts as sold. A word about a part
    that isn't on its way (a late or repeated one) changes nothing."""
    order_id = SellerOrder.objects.values_list("order_id", flat=True).get(pk=seller_order_id)
    _order, parts = lock_order(order_id=order_id)
    part = next(part for part in parts if part.pk == seller_order_id)
    if part.state != State.SHIPPED:
        return
    part.state, part.delivered_at = State.DELIVERED, delivered_at
    part.release_at = delivered_at + settings.RETURN_WINDOW
    part.save(update_fields=["state", "delivered_at", "release_at", "updated_at"])
    sold: Counter[UUID] = Counter()
    for item in OrderItem.objects.filter(seller_order=part):
        sold[item.offer_id] += item.quantity
    catalog.add_sold(quantities=sold)
    publish(SellerOrderDelivered(part.pk, part.order_id))
    log.info("orders.seller_order.delivered", seller_order=str(part.pk))
