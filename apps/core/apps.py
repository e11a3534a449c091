from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules, import_string

from apps.core.prepared import watch_plans


class CoreConfig(AppConfig):
    name = "apps.core"
    label = "core"

    def ready(self) -> None:
        # Whoever publishes events needs the broker's address, also a command or a shell.
        import_string(settings.CELERY_APP)
        connection_created.connect(watch_plans)
        autodiscover_modules("events")
        autodiscover_modules("subscribers")
