"""Django's admin with our own site in the place of its default one."""

from django.contrib.admin.apps import AdminConfig


class StaffPanel(AdminConfig):
    default_site = "apps.core.staff.StaffSite"
