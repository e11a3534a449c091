from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "apps.catalog"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        # Models are there only now.
        from apps.catalog.models import CardDraft, ProductRevision
        from apps.media import services as media

        media.kept_by(ProductRevision.objects.photos_among)
        media.kept_by(CardDraft.objects.photos_among)
