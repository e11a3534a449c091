"""Messages: what was told to whom, and what could not be."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.core.panel import StaffAdmin, state
from apps.notifications.models import Message


@admin.register(Message)
class MessageAdmin(StaffAdmin):
    list_display = ("kind", "recipient", "shown_state", "attempt_count", "sent_at", "failure")
    list_filter = ("state", "channel")
    search_fields = ("recipient",)
    search_help_text = _("By the whole address.")
    ordering = ("-id",)
    shown_state = state(sent="success", waiting="info", failed="danger")
