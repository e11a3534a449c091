"""Pictures and how far their making is."""

from django.contrib import admin

from apps.core.panel import StaffAdmin, state
from apps.media.models import Image


@admin.register(Image)
class ImageAdmin(StaffAdmin):
    list_display = ("id", "shown_state", "width", "height", "source", "created_at")
    list_filter = ("state",)
    search_fields = ("id", "digest")
    ordering = ("-id",)
    shown_state = state(ready="success", waiting="warning", failed="danger")
