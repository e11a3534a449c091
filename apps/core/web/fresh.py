"""A fresh proof: who does something grave shows again, within minutes, that it is they.

The proof is the second factor where the person has one, else whatever opened their account.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def has_fresh_proof(request: HttpRequest) -> bool:
    """Whether this session's last proof is younger than `FRESH_PROOF_TTL`: 1 query. A password does
    not count for somebody who has a second factor."""
    user = request.user
    if not user.is_authenticated or not hasattr(request, "session"):
        return False
    records = get_authentication_records(request, user)
    if is_mfa_enabled(user):
        records = [record for record in records if record.get("method") == "mfa"]
    oldest = time.time() - settings.FRESH_PROOF_TTL.total_seconds()
    return any(record["at"] > oldest for record in records)


def fresh_proof(
    *, keeps_body: bool = True, only_for_post: bool = False
) -> "Callable[[View[P]], View[P]]":
    """Ask for a proof before the view unless there is a fresh one; afterwards the person lands on
    what they did. A form is kept in the session meanwhile: not (`keeps_body=False`) when it holds a
    secret. Stands below `login_required`."""

    def decorate(view: "View[P]") -> "View[P]":
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            is_free = only_for_post and request.method != "POST"
            if not is_free and request.user.is_authenticated and not has_fresh_proof(request):
                return ask_for_proof(request, keeps_body=keeps_body)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def ask_for_proof(request: HttpRequest, *, keeps_body: bool = True) -> HttpResponse:
    """Send the person to prove themselves, and back here afterwards."""
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    if keeps_body:
        answer = suspend_request(request, way)
    else:
        answer = HttpResponseRedirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
    if request.headers.get("HX-Request"):
        # htmx would put the page of the proof into a fragment's place.
        return HttpResponse(headers={"HX-Redirect": answer.url})
    return answer
