"""People as pages show them."""

from apps.accounts.models import Address, User
from apps.core.errors import NotAllowed


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
