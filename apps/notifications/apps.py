from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        # Models are there only now.
        from apps.core.people import Keeper, keep
        from apps.notifications import selectors, services

        keep(Keeper("messages", records=selectors.records_of, erase=services.say_goodbye))
