from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SellersConfig(AppConfig):
    name = "apps.sellers"
    verbose_name = _("Sellers")

    def ready(self) -> None:
        # Models are there only now.
        from apps.core import roles
        from apps.core.people import Keeper, keep
        from apps.sellers import selectors, services

        roles.register("seller")(selectors.is_member)
        keep(
            Keeper(
                "shops",
                records=selectors.records_of,
                objections=selectors.objections_to_erasure,
                erase=services.forget_person,
            )
        )
