"""Shops: applications, who works there, where their goods lie, what we keep of a sale."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import admin
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.core.actors import Actor
from apps.core.panel import EditableAdmin, ReadOnlyInline, StaffAdmin, state, step
from apps.sellers import rules, services
from apps.sellers.models import CommissionPlan, Member, Seller, SellerState, Warehouse


class MemberInline(ReadOnlyInline):
    model = Member
    fields = ("user", "role", "joined_at")
    ordering = ("id",)
    show_change_link = False


class WarehouseInline(ReadOnlyInline):
    model = Warehouse
    fields = ("name", "street", "is_default")
    ordering = ("id",)


def _may_become(state: SellerState) -> Callable[[Seller], bool]:
    return lambda seller: state in rules.MOVES[seller.state]


@admin.register(Seller)
class SellerAdmin(StaffAdmin):
    list_display = ("name", "state", "legal_name", "tax_number", "rating", "created_at")
    list_filter = ("state",)
    search_fields = ("name__istartswith", "slug", "tax_number", "email")
    search_help_text = _("By name, tax number or e-mail.")
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "state", "decision_reason", "decided_at")}),
        (_("Who sells"), {"fields": ("legal_name", "tax_number", "pays_vat", "email", "phone")}),
        (_("Terms"), {"fields": ("plan", "handling_days", "rating", "rating_count")}),
    )
    inlines = (MemberInline, WarehouseInline)
    shown_state = state(
        applied="warning", approved="success", rejected="danger", suspended="danger"
    )

    @step(
        _("Approve"),
        explanation=_("The shop may sell at once."),
        offered=_may_become(SellerState.APPROVED),
    )
    def approve(self, seller: Seller, *, by: Actor, now: datetime) -> str:
        services.approve_seller(seller_id=seller.pk, by=by, now=now)
        return _t("The shop may sell now.")

    @step(
        _("Reject"),
        explanation=_("The applicant reads the reason."),
        offered=_may_become(SellerState.REJECTED),
        is_grave=True,
    )
    def reject(self, seller: Seller, *, by: Actor, now: datetime) -> str:
        services.reject_seller(seller_id=seller.pk, by=by, reason=by.reason, now=now)
        return _t("The application is rejected.")

    @step(
        _("Suspend"),
        explanation=_("The goods leave the shelf; open orders go on. The shop reads the reason."),
        offered=_may_become(SellerState.SUSPENDED),
        is_grave=True,
    )
    def suspend(self, seller: Seller, *, by: Actor, now: datetime) -> str:
        services.suspend_seller(seller_id=seller.pk, by=by, reason=by.reason, now=now)
        return _t("The shop is suspended.")


@admin.register(Member)
class MemberAdmin(StaffAdmin):
    list_display = ("user", "seller", "role", "joined_at")
    list_select_related = ("user", "seller")
    list_filter = ("role",)
    search_fields = ("user__email__istartswith", "seller__name__istartswith")
    ordering = ("-id",)


@admin.register(Warehouse)
class WarehouseAdmin(StaffAdmin):
    list_display = ("name", "seller", "street", "is_default")
    list_select_related = ("seller",)
    search_fields = ("seller__name__istartswith",)
    ordering = ("-id",)


@admin.register(CommissionPlan)
class CommissionPlanAdmin(EditableAdmin):
    """Orders keep the rate they were placed at."""

    list_display = ("name", "rate")
    search_fields = ("name__istartswith",)
    ordering = ("id",)
