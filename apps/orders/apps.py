from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "apps.orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        # Models are there only now.
        from apps.core.people import Keeper, keep
        from apps.orders import selectors, services

        keep(
            Keeper(
                "orders",
                records=selectors.records_of,
                objections=selectors.objections_to_erasure,
                erase=services.forget_person,
            )
        )
