from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CartConfig(AppConfig):
    name = "apps.cart"
    verbose_name = _("Cart")

    def ready(self) -> None:
        # Models are there only now.
        from apps.cart import selectors, services
        from apps.core.people import Keeper, keep

        keep(Keeper("cart", records=selectors.records_of, erase=services.forget_person))
