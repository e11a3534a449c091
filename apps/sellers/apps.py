from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SellersConfig(AppConfig):
    name = "apps.sellers"
    verbose_name = _("Sellers")

    def ready(self) -> None:
        from apps.core import roles
        from apps.sellers import selectors  # models are there only now

        roles.register("seller")(selectors.is_member)
