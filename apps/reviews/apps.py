from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "apps.reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        # Models are there only now.
        from apps.core.people import Keeper, keep
        from apps.reviews import selectors, services

        keep(Keeper("reviews", records=selectors.records_of, erase=services.forget_person))
        keep(
            Keeper("questions", records=selectors.questions_written_by, erase=services.forget_asker)
        )
