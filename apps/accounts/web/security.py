"""How a person gets in, and who else could: the page of keys, and proofs asked again."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts import selectors
from apps.accounts.web.person import signed_in
from apps.core.web.responses import render_page


@require_safe
@login_required
def keys(request: HttpRequest) -> HttpResponse:
    """All that opens the account, and what changed of it lately."""
    found = selectors.keys_of(user=signed_in(request))
    return render_page(request, "mfa/index.html", {"keys": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The proof of whoever has neither a password nor a second factor: in by the same way again."""
    target = get_next_redirect_url(request) or reverse("storefront:account")
    if request.method == "POST":
        get_adapter().logout(request)
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    return render_page(request, "account/sign_in_again.html", {"target": target})
