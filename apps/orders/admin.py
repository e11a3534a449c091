"""Orders: everything about one on one page, nothing of it edited."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.core.actors import Actor
from apps.core.panel import ReadOnlyInline, StaffAdmin, money, state, step
from apps.orders import rules, selectors, services
from apps.orders.models import Order, OrderItem, SellerOrder, State

COLOURS = {
    "created": "warning",
    "paid": "info",
    "accepted": "info",
    "packed": "info",
    "shipped": "info",
    "delivered": "success",
    "completed": "success",
    "cancelled": "danger",
}


def _may_cancel(order: Order) -> bool:
    return any(
        rules.may_move(start=part.state, end="cancelled", role="staff")
        for part in order.parts.all()
    )


@admin.register(Order)
class OrderAdmin(StaffAdmin):
    list_display = ("number", "shown_state", "email", "shown_total", "placed_at", "paid_at")
    search_fields = ("number__startswith", "email", "phone")
    search_help_text = _("By the number, or the whole e-mail or phone.")
    ordering = ("-id",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("number", "derived_state"),
                    ("placed_at", "paid_at"),
                    ("email", "phone"),
                    ("shown_goods", "shown_delivery"),
                    "shown_total",
                )
            },
        ),
    )
    readonly_fields = ("derived_state", "shown_goods", "shown_delivery", "shown_total")
    change_form_after_template = "admin/orders/_order.html"
    shown_goods = money("goods", _("goods"))
    shown_delivery = money("delivery", _("delivery"))
    shown_total = money("total", _("total"))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Order]":
        parts = SellerOrder.objects.only("order_id", "state")
        return super().get_queryset(request).prefetch_related(Prefetch("parts", parts))

    @display(description=_("state"), label=COLOURS)
    def shown_state(self, order: Order) -> tuple[str, str]:
        derived = rules.order_state(parts=[part.state for part in order.parts.all()])
        return derived, str(State(derived).label)

    @display(description=_("state"))
    def derived_state(self, order: Order) -> str:
        return self.shown_state(order)[1]

    def sheet(self, request: HttpRequest, row: Order) -> dict[str, Any]:  # Any: template context
        return {"file": selectors.order_file(order_id=row.pk)}

    @step(
        _("Cancel the order"),
        explanation=_(
            "Every part of it: the goods are free again and paid money goes back to the shopper. "
            "What is on its way can no longer be cancelled."
        ),
        offered=_may_cancel,
        is_grave=True,
        needs_fresh_proof=lambda order: order.total >= settings.FRESH_PROOF_REFUND_FROM,
    )
    def cancel(self, order: Order, *, by: Actor, now: datetime) -> str:
        services.cancel_order(order_id=order.pk, by=by, reason=by.reason, now=now)
        return _t("The order is cancelled. Paid money is on its way back.")


class WaitFilter(admin.SimpleListFilter):
    """What staff should look at."""

    title = _("waiting")
    parameter_name = "wait"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Any: Django's own signature."""
        return [("unpaid", _("unpaid past their time")), ("late", _("late to dispatch"))]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[SellerOrder]"
    ) -> "QuerySet[SellerOrder]":
        now, chosen = timezone.now(), self.value()
        if chosen == "unpaid":
            return queryset & SellerOrder.objects.unpaid(now=now)
        return queryset & SellerOrder.objects.late(now=now) if chosen == "late" else queryset


class ItemInline(ReadOnlyInline):
    model = OrderItem
    fields = ("sku", "quantity", "unit_price", "total", "commission_rate", "commission")
    ordering = ("id",)
    show_change_link = False


@admin.register(SellerOrder)
class SellerOrderAdmin(StaffAdmin):
    list_display = ("number", "seller", "state", "shown_goods", "ship_by", "created_at")
    list_select_related = ("seller", "order")
    list_filter = (WaitFilter, "state")
    search_fields = ("number__startswith",)
    search_help_text = _("By the number.")
    ordering = ("-id",)
    inlines = (ItemInline,)
    shown_state = state(**COLOURS)
    shown_goods = money("goods", _("goods"), currency="order.currency")

    @step(
        _("Cancel this part"),
        explanation=_("Its goods are free again and its money goes back to the shopper."),
        offered=lambda part: rules.may_move(start=part.state, end="cancelled", role="staff"),
        is_grave=True,
        needs_fresh_proof=lambda part: part.goods >= settings.FRESH_PROOF_REFUND_FROM,
    )
    def cancel(self, part: SellerOrder, *, by: Actor, now: datetime) -> str:
        services.cancel_seller_orders(ids=[part.pk], by=by, reason=by.reason, now=now)
        return _t("The part is cancelled.")
