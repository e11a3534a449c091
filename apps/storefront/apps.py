from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StorefrontConfig(AppConfig):
    name = "apps.storefront"
    verbose_name = _("Storefront")

    def ready(self) -> None:
        # Models are there only now.
        from apps.core.people import Keeper, keep
        from apps.storefront import selectors, services

        keep(Keeper("viewed", records=selectors.records_of, erase=services.forget_person))
