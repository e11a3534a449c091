"""What each kind of message shows: its facts are read when it is sent, so it is never stale."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from apps.catalog.models import ImportRun
from apps.orders.models import Order, SellerOrder
from apps.payments.models import Refund
from apps.sellers.models import Seller
from apps.shipping import selectors as parcels

Context = dict[str, Any]  # Any: template context


def _order(order_id: UUID) -> Context:
    order = Order.objects.get(pk=order_id)
    parts = order.parts.select_related("seller").prefetch_related("items").order_by("number")
    return {"order": order, "parts": list(parts), "link": _order_link(order)}


def _part(part_id: UUID) -> Context:
    part = SellerOrder.objects.select_related("order", "seller").get(pk=part_id)
    shipment = parcels.shipments_for(references=[str(part.pk)]).get(str(part.pk))
    return {
        "order": part.order,
        "part": part,
        "items": list(part.items.order_by("pk")),
        "shipment": shipment,
        "link": _order_link(part.order),
        "seller_link": _absolute(reverse("seller:order", args=[part.seller.slug, part.number])),
    }


def _refund(refund_id: UUID) -> Context:
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    order = Order.objects.get(pk=refund.payment.reference)
    return {"refund": refund, "order": order, "link": _order_link(order)}


def _seller(seller_id: UUID) -> Context:
    seller = Seller.objects.get(pk=seller_id)
    return {"seller": seller, "link": _absolute(reverse("seller:home", args=[seller.slug]))}


def _import(run_id: UUID) -> Context:
    run = ImportRun.objects.select_related("seller").get(pk=run_id)
    link = _absolute(reverse("seller:import", args=[run.seller.slug, run.pk]))
    return {"run": run, "seller": run.seller, "link": link}


def _order_link(order: Order) -> str:
    return _absolute(reverse("orders:order", args=[order.number])) + f"?key={order.access_key}"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


# Each kind has templates `notifications/emails/<kind>.subject.txt`, `.txt` and `.html`.
KINDS: dict[str, Callable[[UUID], Context]] = {
    "order_placed": _order,
    "order_paid": _order,
    "new_order": _part,
    "order_shipped": _part,
    "order_delivered": _part,
    "part_cancelled": _part,
    "refunded": _refund,
    "shop_approved": _seller,
    "shop_rejected": _seller,
    "import_finished": _import,
}
