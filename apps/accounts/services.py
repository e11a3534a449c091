"""What people keep with us: who they are, where they live."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import Address, User
from apps.accounts.selectors import address as find_address
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed
from apps.geo.models import City

MAX_ADDRESSES = 20
StaffRole = Literal["none", "support", "admin"]


@dataclass(frozen=True, slots=True)
class AddressFields:
    """What an address form sends; `phone` is E.164."""

    name: str
    phone: str
    city_code: str
    street: str
    label: str = ""
    note: str = ""
    is_default: bool = False


def save_profile(*, user: User, name: str, phone: str, language: str) -> None:
    """Change a person's name, phone and language."""
    user.name, user.phone, user.language = name, phone, language
    user.save(update_fields=["name", "phone", "language"])


@transaction.atomic
def save_address(*, user: User, address_id: int | None, fields: AddressFields) -> Address:
    """Add an address, or change one of the person's own; the first is the default one.
    Raises NotAllowed (not theirs), Invalid (unknown place), Conflict (too many)."""
    # One person's address book is changed by one request at a time: there is one default.
    User.objects.select_for_update().get(pk=user.pk)
    if not City.objects.filter(pk=fields.city_code).exists():
        raise Invalid(fields={"city": _("Choose a city or district from the list.")})
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
    row.city_id, row.street, row.note = fields.city_code, fields.street, fields.note
    row.is_default = is_default
    row.save()
    return row


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


@transaction.atomic
def set_staff_role(*, user_id: UUID, role: StaffRole, by: Actor) -> None:
    """Make a person support (sees the panel) or an administrator (acts in it), or take both away.
    Raises NotAllowed (not staff, unknown), Forbidden (one's own role)."""
    user = _lock_for_staff(user_id, by)
    before = _staff_role(user)
    user.is_staff, user.is_superuser = role != "none", role == "admin"
    user.save(update_fields=["is_staff", "is_superuser"])
    audit.record(
        actor=by,
        action="accounts.staff_role_set",
        subject=f"user:{user_id}",
        before={"role": before},
        after={"role": role},
    )


@transaction.atomic
def set_active(*, user_id: UUID, is_active: bool, by: Actor) -> None:
    """Close a person's account, or open it again; a closed one logs in no more, and its sessions
    are nobody's. Raises NotAllowed (not staff, unknown), Forbidden (one's own account)."""
    user = _lock_for_staff(user_id, by)
    before, user.is_active = user.is_active, is_active
    user.save(update_fields=["is_active"])
    audit.record(
        actor=by,
        action="accounts.active_set",
        subject=f"user:{user_id}",
        before={"is_active": before},
        after={"is_active": is_active},
    )


def _lock_for_staff(user_id: UUID, by: Actor) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None or by.role not in ("staff", "system"):
        raise NotAllowed(user=str(user_id))
    if user.pk == by.user_id:
        raise Forbidden(_("Nobody decides on their own account."))
    return user


def _staff_role(user: User) -> StaffRole:
    if not user.is_staff:
        return "none"
    return "admin" if user.is_superuser else "support"
