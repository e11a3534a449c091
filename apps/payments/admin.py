"""Payments and the books. Nothing is added, edited or deleted here: services move money."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.core.actors import Actor
from apps.core.panel import ReadOnlyInline, StaffAdmin, money, state, step
from apps.payments import services
from apps.payments.models import (
    Account,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentAttempt,
    PaymentState,
    ProviderEvent,
    Refund,
)


class AttemptInline(ReadOnlyInline):
    model = PaymentAttempt
    fields = ("provider", "provider_ref", "state", "decline_code", "created_at")
    ordering = ("-id",)


class RefundInline(ReadOnlyInline):
    model = Refund
    fk_name = "payment"
    fields = ("amount", "reason", "state", "provider_ref", "created_at")
    ordering = ("-id",)


@admin.register(Payment)
class PaymentAdmin(StaffAdmin):
    list_display = ("description", "shown_amount", "state", "paid_at", "created_at")
    list_filter = ("state",)
    search_fields = ("id", "reference")
    search_help_text = _("By the whole id of the payment or of its order.")
    ordering = ("-id",)
    fields = (
        "description",
        "shown_amount",
        "shown_refunded",
        "state",
        "reference",
        "payer_id",
        "expires_at",
        "paid_at",
    )
    readonly_fields = ("shown_amount", "shown_refunded")
    inlines = (AttemptInline, RefundInline)
    shown_amount = money("amount", _("amount"))
    shown_refunded = money("refunded", _("refunded"))
    shown_state = state(open="warning", succeeded="success", cancelled="danger")

    @step(
        _("Send back what lies here"),
        explanation=_(
            "Only money of this payment that belongs to nobody is sent: a refund that failed, or a "
            "sum no order took. Money of an order goes back when the order is cancelled."
        ),
        offered=lambda payment: payment.state == PaymentState.SUCCEEDED,
        is_grave=True,
        needs_fresh_proof=lambda payment: payment.amount >= settings.FRESH_PROOF_REFUND_FROM,
    )
    def refund(self, payment: Payment, *, by: Actor, now: datetime) -> str:
        count = payment.refunds.count()
        services.refund_held(
            payment_id=payment.pk, key=f"staff:{payment.pk}:{count}", by=by, now=now
        )
        return _t("The money is on its way back.")


@admin.register(PaymentAttempt)
class PaymentAttemptAdmin(StaffAdmin):
    list_display = ("created_at", "payment", "provider", "provider_ref", "shown_state")
    list_select_related = ("payment",)
    list_filter = ("state",)
    search_fields = ("provider_ref", "id")
    ordering = ("-id",)
    shown_state = state(
        started="info", pending="warning", succeeded="success", declined="danger", unknown="danger"
    )


@admin.register(ProviderEvent)
class ProviderEventAdmin(StaffAdmin):
    list_display = ("received_at", "provider", "event_id", "shown_state", "applied_at")
    list_filter = ("state",)
    search_fields = ("event_id",)
    ordering = ("-id",)
    shown_state = state(received="warning", applied="success", unknown="danger")


class UndecidedFilter(admin.SimpleListFilter):
    """Failed refunds whose money still lies with us."""

    title = _("waiting for staff")
    parameter_name = "wait"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Any: Django's own signature."""
        return [("undecided", _("to decide"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Refund]") -> "QuerySet[Refund]":
        return queryset.undecided() if self.value() == "undecided" else queryset  # type: ignore[attr-defined]  # the model's own queryset


@admin.register(Refund)
class RefundAdmin(StaffAdmin):
    list_display = ("created_at", "payment", "shown_amount", "reason", "shown_state")
    list_select_related = ("payment",)
    list_filter = ("state", UndecidedFilter)
    search_fields = ("id", "provider_ref")
    ordering = ("-id",)
    shown_amount = money("amount", _("amount"), currency="payment.currency")
    shown_state = state(pending="warning", succeeded="success", failed="danger")


class EntryInline(ReadOnlyInline):
    model = LedgerEntry
    fields = ("account", "shown_amount")
    ordering = ("id",)
    show_change_link = False
    shown_amount = money("amount", _("amount"), currency="transaction.currency")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[LedgerEntry]":
        return super().get_queryset(request).select_related("account", "transaction")


@admin.register(LedgerTransaction)
class LedgerTransactionAdmin(StaffAdmin):
    list_display = ("posted_at", "kind", "reference", "currency", "key")
    list_filter = ("kind",)
    search_fields = ("reference", "key__startswith")
    search_help_text = _("By the whole id it was for, or the beginning of the key.")
    ordering = ("-id",)
    inlines = (EntryInline,)


@admin.register(Account)
class AccountAdmin(StaffAdmin):
    list_display = ("kind", "owner", "shown_balance")
    list_display_links = ("kind", "owner")
    list_filter = ("kind",)
    search_fields = ("owner",)
    search_help_text = _("By the whole id of the seller or the payment.")
    ordering = ("-id",)
    fields = ("kind", "owner", "currency", "shown_balance")
    readonly_fields = ("shown_balance",)
    change_form_after_template = "admin/payments/_account.html"
    shown_balance = money("balance", _("balance"))

    def sheet(self, request: HttpRequest, row: Account) -> dict[str, Any]:  # Any: template context
        entries = row.entries.select_related("transaction").order_by("-pk")[:50]
        return {"entries": list(entries)}
