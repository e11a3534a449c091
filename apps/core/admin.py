"""The audit trail and the outbox."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.core import selectors, services
from apps.core.actors import Actor
from apps.core.models import AuditEntry, OutboxEvent
from apps.core.panel import StaffAdmin, step


@admin.register(AuditEntry)
class AuditEntryAdmin(StaffAdmin):
    list_display = ("created_at", "actor", "role", "action", "subject", "reason")
    list_display_links = ("created_at",)
    list_select_related = ("actor",)
    list_filter = ("role",)
    search_fields = ("action", "subject")
    search_help_text = _("By action or subject.")
    ordering = ("-id",)


class StuckFilter(admin.SimpleListFilter):
    """Events that wait for longer than a delivery takes."""

    title = _("delivery")
    parameter_name = "wait"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Any: Django's own signature."""
        return [("1", _("stuck"))]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[OutboxEvent]"
    ) -> "QuerySet[OutboxEvent]":
        if self.value() != "1":
            return queryset
        return queryset & selectors.stuck_events(now=timezone.now())


@admin.register(OutboxEvent)
class OutboxEventAdmin(StaffAdmin):
    list_display = ("name", "created_at", "completed_at", "attempts", "next_attempt_at")
    list_filter = (StuckFilter,)
    search_fields = ("name__startswith",)
    ordering = ("-id",)

    @step(
        _("Deliver again"),
        explanation=_("Subscribers that have done their work do nothing again."),
        offered=lambda event: event.completed_at is None,
    )
    def deliver_again(self, event: OutboxEvent, *, by: Actor, now: datetime) -> str:
        services.deliver_again(event_id=event.pk, by=by, now=now)
        return _t("The event was handed over.")
