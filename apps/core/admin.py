"""The audit trail and the outbox."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.core import selectors, services
from apps.core.actors import Actor
from apps.core.models import AuditEntry, OutboxEvent
from apps.core.panel import StaffAdmin, step


class SinceFilter(admin.SimpleListFilter):
    """How far back to look."""

    title = _("time")
    parameter_name = "since"
    HOURS: ClassVar[dict[str, int]] = {"1": 1, "24": 24, "168": 168, "720": 720}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Any: Django's own signature."""
        names = (_("last hour"), _("last day"), _("last week"), _("last 30 days"))
        return list(zip(self.HOURS, names, strict=True))

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[AuditEntry]"
    ) -> "QuerySet[AuditEntry]":
        hours = self.HOURS.get(self.value() or "")
        if hours is None:
            return queryset
        return queryset.filter(created_at__gte=timezone.now() - timedelta(hours=hours))


@admin.register(AuditEntry)
class AuditEntryAdmin(StaffAdmin):
    list_display = ("created_at", "actor", "role", "action", "subject", "ip", "reason")
    list_display_links = ("created_at",)
    list_select_related = ("actor",)
    list_filter = (SinceFilter, "role")
    # Shows the box; `get_search_results` looks for each kind of word where it stands.
    search_fields = ("subject",)
    search_help_text = _(
        "E-mail of who did it, subject (user:…), start of an action, address, or request."
    )
    ordering = ("-id",)
    fields = ("created_at", "actor", "role", "action", "subject", "reason", "changes", "ip")
    readonly_fields = ("changes",)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[AuditEntry]", search_term: str
    ) -> "tuple[QuerySet[AuditEntry], bool]":
        return selectors.audit_matching(rows=queryset, text=search_term), False

    @display(description=_("what changed"))
    def changes(self, entry: AuditEntry) -> SafeString:
        names = sorted({*entry.before, *entry.after})
        rows = ((name, entry.before.get(name, ""), entry.after.get(name, "")) for name in names)
        line = "<tr><th scope='row'>{}</th><td><del>{}</del></td><td><ins>{}</ins></td></tr>"
        return format_html("<table>{}</table>", format_html_join("", line, rows))


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
