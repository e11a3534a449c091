"""Where allauth meets our house: who registers, which language, where a login leads."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from apps.accounts.events import UserRegistered
from apps.core.events import publish


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter; every override says what it changes."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Remember the language of the page, and tell that somebody registered.
        Any: allauth's own signature."""
        user.language = get_language() or "en"
        with transaction.atomic():
            saved = super().save_user(request, user, form, commit)
            if commit:
                publish(UserRegistered(saved.pk))
        return saved


def axes_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name axes counts failures by: allauth sends `email`, Django's own form `username`.
    Any: whatever a login form sends."""
    sent = credentials or {}
    name = sent.get("email") or sent.get("username") or sent.get("login")
    if not name and request is not None:
        name = request.POST.get("login", "")
    return str(name or "").strip().casefold()
