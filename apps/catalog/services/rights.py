"""Who may change a shop's goods."""

from uuid import UUID

from apps.core.actors import Actor
from apps.core.errors import Forbidden, NotAllowed


def may_sell(by: Actor, seller_id: UUID) -> None:
    """Raises NotAllowed (another shop's goods), Forbidden (a member without that right)."""
    if not by.acts_for(seller_id):
        raise NotAllowed(seller=str(seller_id))
    if not by.may("products"):
        raise Forbidden(right="products")
