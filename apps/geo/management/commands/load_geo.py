"""`manage.py load_geo`: the regions, districts and towns that ship with the project."""

from django.core.management.base import BaseCommand

from apps.geo import services


class Command(BaseCommand):
    help = "Load regions, districts and towns. Safe to repeat."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{services.load_geo()} places")
