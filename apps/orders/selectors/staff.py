"""What staff see of orders: a whole file, what waits, the day's figures."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from apps.core.errors import NotAllowed
from apps.core.models import AuditEntry
from apps.core.queues import Found, Queue, measure
from apps.core.selectors import audit_of
from apps.orders.models import Order, SellerOrder
from apps.orders.selectors.views import OrderView, shown_orders, with_parts
from apps.payments import selectors as payments
from apps.payments.models import LedgerTransaction, Payment


@dataclass(frozen=True, slots=True)
class OrderFile:
    """All that is known of an order, for staff: parts with parcels, payments with their tries and
    refunds, the ledger's movements, and what was done by hand."""

    view: OrderView
    payments: list[Payment]
    movements: list[LedgerTransaction]
    audit: list[AuditEntry]


def order_file(*, order_id: UUID) -> OrderFile:
    """One order's file: 11 queries, however many parts. Raises NotAllowed."""
    order = with_parts(Order.objects.filter(pk=order_id)).first()
    if order is None:
        raise NotAllowed(order=str(order_id))
    reference = str(order.pk)
    subjects = [f"order:{order.pk}", *(f"seller_order:{part.pk}" for part in order.parts.all())]
    return OrderFile(
        view=shown_orders([order])[0],
        payments=payments.payments_for(references=[reference]),
        movements=payments.movements_for(references=[reference]),
        audit=audit_of(subjects=subjects),
    )


def queues(*, now: datetime) -> list[Queue]:
    """What waits in orders: unpaid ones past their time, and parts that are late: 2 queries."""
    parts = "admin:orders_sellerorder_changelist"
    unpaid, unpaid_since = measure(SellerOrder.objects.unpaid(now=now), since="created_at")
    late, late_since = measure(SellerOrder.objects.late(now=now), since="ship_by")
    return [
        Queue(_("Unpaid past their time"), unpaid, unpaid_since, parts, "wait=unpaid"),
        Queue(_("Late to dispatch"), late, late_since, parts, "wait=late"),
    ]


@dataclass(frozen=True, slots=True)
class MarketDay:
    """A day's figures; `revenue` is what was paid, goods and delivery, in `currency`."""

    placed: int
    paid: int
    revenue: Decimal
    currency: str


def market_day(*, since: datetime) -> MarketDay:
    """Orders placed and paid since then: 2 queries."""
    paid = Order.objects.filter(paid_at__gte=since).aggregate(n=Count("pk"), total=Sum("total"))
    return MarketDay(
        placed=Order.objects.filter(placed_at__gte=since).count(),
        paid=paid["n"],
        revenue=paid["total"] or Decimal(0),
        currency=settings.MARKET_CURRENCY,
    )


def find(*, text: str) -> list[Found]:
    """Orders by the beginning of their number or the shopper's e-mail, for staff: 1 query."""
    wanted = Q(number__startswith=text.upper()) | Q(email__iexact=text)
    rows = Order.objects.filter(wanted).order_by("-pk")[:5]
    return [Found(row.number, _("Order"), "admin:orders_order_change", row.pk) for row in rows]
