"""Where somebody has goods brought to."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import Address, User
from apps.accounts.selectors import address as find_address
from apps.core.errors import Conflict, Invalid
from apps.geo import selectors as places
from apps.geo.models import City

MAX_ADDRESSES = 20


@dataclass(frozen=True, slots=True)
class AddressFields:
    """What an address form sends; `phone` is E.164, `country` two letters of ISO 3166-1. A place of
    the market is named by `city_code`, one elsewhere by the lines of its country."""

    name: str
    phone: str
    street: str
    city_code: str = ""
    country: str = ""
    region_name: str = ""
    city_name: str = ""
    postal_code: str = ""
    label: str = ""
    note: str = ""
    is_default: bool = False
    # Degrees; both or neither.
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@transaction.atomic
def save_address(*, user: User, address_id: int | None, fields: AddressFields) -> Address:
    """Add an address, or change one of the person's own; the first is the default one.
    Raises NotAllowed (not theirs), Invalid (unknown place, lines its country doesn't write),
    Conflict (too many)."""
    wrong = wrong_place(fields)
    if wrong:
        raise Invalid(fields=wrong)
    # One person's address book is changed by one request at a time: there is one default.
    User.objects.select_for_update().get(pk=user.pk)
    row = (
        Address(user=user) if address_id is None else find_address(user=user, address_id=address_id)
    )
    own = Address.objects.filter(user=user)
    if address_id is None and own.count() >= MAX_ADDRESSES:
        raise Conflict(_("Your address book is full. Please delete an address first."))
    is_default = fields.is_default or not own.exclude(pk=row.pk).filter(is_default=True).exists()
    if is_default:
        own.exclude(pk=row.pk).update(is_default=False)
    row.label, row.name, row.phone = fields.label, fields.name, fields.phone
    row.street, row.note = fields.street, fields.note
    row.country = fields.country or settings.MARKET_COUNTRY
    row.city_id = fields.city_code or None
    row.region_name, row.city_name = fields.region_name, fields.city_name
    row.postal_code = fields.postal_code
    row.latitude, row.longitude = fields.latitude, fields.longitude
    row.is_default = is_default
    row.save()
    return row


def wrong_place(fields: AddressFields) -> dict[str, str]:
    """What is wrong with where the address is, by field in the reader's language; empty when
    nothing is. At most 1 query."""
    if fields.country in ("", settings.MARKET_COUNTRY):
        if City.objects.filter(pk=fields.city_code).exists():
            return {}
        return {"city": _("Choose a city or district from the list.")}
    return places.wrong_lines(
        country=fields.country,
        region=fields.region_name,
        city=fields.city_name,
        postal_code=fields.postal_code,
    )


@transaction.atomic
def delete_address(*, user: User, address_id: int) -> None:
    """Forget an address; if it was the default one, the latest other takes its place.
    Raises NotAllowed."""
    User.objects.select_for_update().get(pk=user.pk)
    row = find_address(user=user, address_id=address_id)
    row.delete()
    if row.is_default:
        other = Address.objects.filter(user=user).order_by("-pk").first()
        if other is not None:
            other.is_default = True
            other.save(update_fields=["is_default", "updated_at"])
