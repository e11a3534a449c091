"""Help and legal pages, and the panels of the home page: what staff write themselves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.content.models import Banner, Page
from apps.core.panel import EditableAdmin, text


@admin.register(Page)
class PageAdmin(EditableAdmin):
    list_display = ("slug", "shown_title", "is_published", "position", "updated_at")
    list_filter = ("is_published",)
    search_fields = ("slug",)
    ordering = ("position", "id")
    long_texts = ("body",)
    shown_title = text("title", _("title"))


@admin.register(Banner)
class BannerAdmin(EditableAdmin):
    may_delete = True
    list_display = ("shown_title", "tone", "is_published", "position", "shown_from", "shown_until")
    list_filter = ("is_published",)
    ordering = ("position", "id")
    shown_title = text("title", _("title"))
