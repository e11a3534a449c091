"""The staff panel's door: who may enter it, with which second factor, under which policy."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

# django-unfold brings Alpine, which compiles expressions, and sets styles on elements.
LOOSER_POLICY = {"script-src": [UNSAFE_EVAL], "style-src": [UNSAFE_INLINE]}


def has_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session, and is still the person's own (R16.2).

    django-otp's answer and not the session's record of the login: it looks the factor's row up, so
    a factor that was taken away opens nothing from the next request on.
    """
    # OTPMiddleware gives the method; whoever comes by a token has no session and so no door here.
    is_verified = getattr(request.user, "is_verified", None)
    return bool(request.user.is_authenticated and is_verified and is_verified())


def may_act(request: HttpRequest) -> bool:
    """Support sees everything, an administrator acts."""
    return bool(request.user.is_active and request.user.is_superuser)  # type: ignore[union-attr]  # behind has_permission


class StaffSite(UnfoldAdminSite):
    """Staff enter by the shop's own login and a second factor; the panel has no login page."""

    index_title = _("Today")

    def register(
        self,
        model_or_iterable: Any,
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """Only our own tables: what a library registers would bring writing past the services, and
        keys of people for anybody to read. Any: Django's own signature."""
        if getattr(admin_class, "is_of_the_house", False):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and has_second_factor(request)

    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # Any: Django's signature
    ) -> HttpResponse:
        """Whoever is kept out comes here: to log in, to enrol, or to show the second factor."""
        target = _target(request)
        if not request.user.is_authenticated:
            return _go("account_login", next=target)
        if not super().has_permission(request):
            raise PermissionDenied
        if has_second_factor(request):
            return HttpResponseRedirect(target)
        if is_mfa_enabled(request.user):
            [way, *_others] = get_adapter().get_reauthentication_methods(request.user)
            return HttpResponseRedirect(f"{way['url']}?{urlencode({'next': target})}")
        return _go("mfa_activate_totp", next=target)

    def admin_view(
        self, view: Callable[..., HttpResponse], cacheable: bool = False
    ) -> Callable[..., HttpResponse]:
        guarded = super().admin_view(view, cacheable)
        looser: Any = csp_update(LOOSER_POLICY)(guarded)  # Any: the decorator widens the answer
        return cast("Callable[..., HttpResponse]", looser)


def _target(request: HttpRequest) -> str:
    """Where to go in the end: a page of the panel."""
    wanted = request.GET.get("next", "")
    home = reverse("admin:index")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith(home) else home


def _go(name: str, **query: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode(query)}")
