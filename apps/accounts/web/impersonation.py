"""Pages as a customer sees them, for support: everything may be looked at but what is secret,
nothing may be done."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from apps.accounts import selectors, services
from apps.accounts.models import Impersonation, User
from apps.core.errors import Forbidden, NotAllowed
from apps.core.web.problems import answer_error

PANEL = "/staff/"
SAFE = ("GET", "HEAD", "OPTIONS")
# What support may do while it looks: stop looking.
ALLOWED = ("accounts:leave-impersonation",)
# Pages that show keys, money on its way, or a person's whole data. The API is closed as a whole.
CLOSED_APPS = {"payments", "v1"}
CLOSED_NAMES = ("account_", "mfa_", "socialaccount_", "data", "erase", "sign-in-again")
CLOSED_PATHS = ("/api/",)


class ImpersonationMiddleware:
    """Swaps the person of a member of staff's requests while they look with a customer's eyes. It
    asks only where a page asks who is there, so that shared pages open no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.impersonation = None  # type: ignore[attr-defined]  # templates show the banner by it
        if not request.path.startswith(PANEL):
            person = request.user
            request.user = SimpleLazyObject(lambda: _seen_as(request, person))  # type: ignore[assignment]  # as Django's own
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],  # Any: a view's own arguments
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if request.path.startswith(PANEL) or not _is_guarded(request):
            return None
        # To ask for the person is what finds out.
        if not request.user.is_authenticated or request.impersonation is None:  # type: ignore[attr-defined]  # set above
            return None
        text = _("You are looking with a customer's eyes: nothing can be done here.")
        return answer_error(request, Forbidden(text))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """See with one's own eyes again."""
    look = request.impersonation if request.user.is_authenticated else None  # type: ignore[attr-defined]  # as above
    if look is None:
        raise NotAllowed()
    services.end_impersonation(staff=look.staff, now=timezone.now())
    return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[look.user_id]))


def _seen_as(request: HttpRequest, person: Any) -> Any:  # Any: Django's lazy user
    if not isinstance(person, User) or not person.is_staff:
        return person
    look: Impersonation | None = selectors.impersonation_of(staff=person, now=timezone.now())
    request.impersonation = look  # type: ignore[attr-defined]  # as above
    return person if look is None else look.user


def _is_guarded(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = match.view_name if match is not None else ""
    if request.method not in SAFE:
        return name not in ALLOWED
    namespace, _colon, own_name = name.rpartition(":")
    return (
        namespace in CLOSED_APPS
        or own_name.startswith(CLOSED_NAMES)
        or request.path.startswith(CLOSED_PATHS)
    )
