"""A guest's cart joins the person's own at login (Django offers only a signal for this moment), and
hearts follow a card that was merged into another."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from apps.accounts.models import User
from apps.cart import services
from apps.cart.web.visitor import guest_token
from apps.catalog.events import CardsMerged
from apps.core.events import subscriber


@receiver(user_logged_in)
def merge_guest_cart(request: HttpRequest, user: User, **_signal: Any) -> None:  # Any: Django's own
    if request is not None and (token := guest_token(request)):
        services.merge_guest(user=user, token=token)


@subscriber(CardsMerged)
def bring_favourites_over(event: CardsMerged) -> None:
    services.move_favourites(survivor_id=event.survivor_id, duplicate_id=event.duplicate_id)
