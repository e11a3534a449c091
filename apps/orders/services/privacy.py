"""Forgetting who placed an order: sums and goods stay, as the tax law wants."""

import secrets
from uuid import UUID

from apps.orders.models import Order


def forget_person(*, user_id: UUID) -> None:
    """Take somebody's name and contacts off their orders, in the caller's transaction. The place
    stays down to the city: delivery was charged by it."""
    for order in Order.objects.select_for_update().filter(user_id=user_id).order_by("pk"):
        kept = {
            name: order.address[name]
            for name in ("city_code", "city", "region")
            if name in order.address
        }
        order.address = kept | {"name": "", "phone": "", "street": "", "note": ""}
        order.user, order.email, order.phone = None, "", ""
        # Links in letters open it no more.
        order.access_key = secrets.token_urlsafe(32)
        order.save(update_fields=["address", "user", "email", "phone", "access_key", "updated_at"])
