"""People as pages show them."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Address, User
from apps.core.errors import NotAllowed
from apps.core.queues import Found


def addresses(*, user: User) -> list[Address]:
    """A person's addresses, the default one first: 1 query."""
    rows = Address.objects.filter(user=user).select_related("city__region")
    return list(rows.order_by("-is_default", "-pk")[:50])


def address(*, user: User, address_id: int) -> Address:
    """One of a person's addresses: 1 query. Raises NotAllowed."""
    row = Address.objects.filter(user=user, pk=address_id).select_related("city").first()
    if row is None:
        raise NotAllowed(address=address_id)
    return row


def person_by_phone(*, phone: str) -> User | None:
    """Whose verified phone (E.164) it is: 1 query."""
    rows = User.objects.filter(phone=phone, phone_verified_at__isnull=False, is_active=True)
    return rows.first()


def is_staff_with_second_factor(*, user: User) -> bool:
    """Whether somebody may work for us from an app: 1 query."""
    return user.is_staff and is_mfa_enabled(user)


def factor_names(*, user: User) -> list[str]:
    """Which kinds of second factor somebody has, without recovery codes: 1 query."""
    rows = Authenticator.objects.filter(user=user).exclude(type="recovery_codes").order_by("pk")
    return [row.get_type_display() for row in rows]


def find(*, text: str) -> list[Found]:
    """People by the beginning of their e-mail or by their phone number, for staff: 1 query."""
    wanted = Q(email__istartswith=text) | Q(phone=text)
    rows = User.objects.filter(wanted).order_by("pk")[:5]
    return [Found(str(row), _("Person"), "admin:accounts_user_change", row.pk) for row in rows]


def new_people(*, since: datetime) -> int:
    """How many accounts were opened since then: 1 query."""
    return User.objects.filter(date_joined__gte=since).count()
