"""Places; they come with the project and are loaded by a command."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.core.panel import StaffAdmin, text
from apps.geo.models import City, Region


@admin.register(Region)
class RegionAdmin(StaffAdmin):
    list_display = ("code", "shown_name", "country")
    search_fields = ("code__startswith",)
    ordering = ("position", "code")
    shown_name = text("name", _("name"))


@admin.register(City)
class CityAdmin(StaffAdmin):
    list_display = ("code", "shown_name", "shown_region")
    list_select_related = ("region",)
    search_fields = ("code__startswith", "name__icontains")
    ordering = ("code",)
    shown_name = text("name", _("name"))

    @admin.display(description=_("region"))
    def shown_region(self, city: City) -> str:
        return text("name", "")(self, city.region)
