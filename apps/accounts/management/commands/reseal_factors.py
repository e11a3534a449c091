"""After a sealing key was put in front of the ring: run this, then take the old one off."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandParser

from apps.accounts import services
from apps.core.sealing import is_current


class Command(BaseCommand):
    help = (
        "Seal the keys of authenticator apps with the newest of SEALING_KEYS. "
        "Safe to stop, rerun, and run beside traffic."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=500)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *, batch: int, dry_run: bool, **options: Any) -> None:  # Any: Django's own
        rows = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk")
        old = [
            pk
            for pk, sealed in rows.values_list("pk", "data__secret").iterator()
            if not is_current(sealed)
        ]
        for start in range(0, 0 if dry_run else len(old), batch):
            services.reseal_factors(ids=old[start : start + batch])
            self.stdout.write(f"{min(start + batch, len(old))}/{len(old)} sealed anew")
        left = len(old) if dry_run else 0
        self.stdout.write(self.style.SUCCESS(f"{left} left"))
