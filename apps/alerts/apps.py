from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    name = "apps.alerts"
    verbose_name = _("Alerts")

    def ready(self) -> None:
        # Models are there only now.
        from apps.alerts import selectors, services
        from apps.core.people import Keeper, keep

        keep(Keeper("alerts", records=selectors.records_of, erase=services.forget_person))
