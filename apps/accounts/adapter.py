"""Where allauth meets our house: who registers, which language, where a login leads."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from apps.accounts.events import UserRegistered
from apps.core.events import publish
from apps.core.web.fresh import has_fresh_proof


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

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """One rule for allauth's pages and ours: `apps.core.web.fresh`. Any: allauth's own."""
        return not has_fresh_proof(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor shows that one; whoever has no password either signs in
        again. Any: allauth's own signature."""
        known = super().get_reauthentication_methods(user)
        stronger = [way for way in known if way["id"].startswith("mfa_")]
        again = {"id": "sign_in_again", "description": gettext("Sign in again")}
        return stronger or known or [again | {"url": reverse("accounts:sign-in-again")}]


def axes_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name axes counts failures by: allauth sends `email`, Django's own form `username`.
    Any: whatever a login form sends."""
    sent = credentials or {}
    name = sent.get("email") or sent.get("username") or sent.get("login")
    if not name and request is not None:
        name = request.POST.get("login", "")
    return str(name or "").strip().casefold()
