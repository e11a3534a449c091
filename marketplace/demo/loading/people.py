"""The people of the demo shop, their keys and where they live."""

import json
from collections.abc import Callable
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import Address, User
from apps.accounts.services import AddressFields
from apps.geo.models import City
from apps.geo.services import load_geo
from apps.shipping.models import Courier
from apps.shipping.services import load_rates
from marketplace.demo import reading

ACCOUNTS = Path(settings.BASE_DIR) / ".local" / "demo" / "accounts.json"
STAFF_ROLES = ("support", "admin")


def load_places() -> bool:
    """Regions, cities and the couriers' rates, which every other step needs."""
    new_rates = load_rates()
    if City.objects.exists():
        return bool(new_rates)
    load_geo()
    return True


@transaction.atomic
def load(*, tell: Callable[[str], None]) -> bool:
    """Add the people that are missing, and say who can log in with what."""
    rows = reading.people()
    known = set(User.objects.values_list("email", flat=True))
    missing = [row for row in rows if row.email not in known]
    for row in missing:
        _add(row)
    if missing or not ACCOUNTS.exists():
        _write_accounts(rows)
    if missing:
        tell(f"{len(missing)} people")
    return bool(missing)


def _add(row: reading.Person) -> None:
    user = User.objects.create_user(
        row.email,
        row.password or None,
        name=row.name,
        phone=row.phone,
        # Else signing in would begin with a code to a phone that nobody holds.
        phone_verified_at=timezone.now() if row.phone else None,
        language=row.language,
        is_staff=row.role in STAFF_ROLES,
        is_superuser=row.role == "admin",
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if row.street:
        accounts.save_address(
            user=user,
            address_id=None,
            fields=AddressFields(
                name=row.name,
                phone=row.phone,
                city_code=row.city,
                street=row.street,
                note=row.note,
                is_default=True,
            ),
        )
    if row.role == "courier":
        Courier.objects.create(user=user, city_id=row.city)
    if row.role == "support":
        user.groups.add(*Group.objects.filter(name__iexact="support"))
    if row.totp_secret:
        TOTP.activate(user, row.totp_secret)


def _write_accounts(rows: list[reading.Person]) -> None:
    """The keys `make run` prints; readable by their owner only."""
    ACCOUNTS.parent.mkdir(parents=True, exist_ok=True)
    ACCOUNTS.touch(mode=0o600)
    named = [
        {
            "role": row.role,
            "email": row.email,
            "password": row.password,
            "note": row.note_for_start,
            "totp_secret": row.totp_secret,
        }
        for row in rows
        if row.role
    ]
    ACCOUNTS.write_text(json.dumps(named, indent=2, ensure_ascii=False), encoding="utf-8")


def person(email: str) -> User:
    """Somebody who has been loaded."""
    return User.objects.get(email=email)


def address_of(user: User) -> Address:
    """Where parcels to somebody go. Raises Address.DoesNotExist."""
    return Address.objects.select_related("city").get(user=user, is_default=True)
