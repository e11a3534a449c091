"""`manage.py load_synonyms`: what shoppers call the same thing in three languages."""

from django.core.management.base import BaseCommand

from apps.search.services import load_synonyms


class Command(BaseCommand):
    help = "Add the synonyms that ship with the project. Safe to repeat."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{load_synonyms()} groups added")
