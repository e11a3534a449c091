from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShippingConfig(AppConfig):
    name = "apps.shipping"
    verbose_name = _("Shipping")

    def ready(self) -> None:
        from apps.core import roles
        from apps.shipping import selectors  # models are there only now

        roles.register("courier")(selectors.is_courier)
