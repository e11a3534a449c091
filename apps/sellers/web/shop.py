"""Becoming a seller."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from apps.accounts.web.person import signed_in
from apps.core.errors import Conflict, Invalid
from apps.core.web.responses import render_page
from apps.sellers import selectors, services
from apps.sellers.web.forms import ApplicationForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def apply(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ApplicationForm(request.POST or None, initial={"email": user.email, "phone": user.phone})
    if request.method == "POST" and form.is_valid():
        try:
            services.apply_to_sell(
                user=user, application=form.application(language=get_language() or "en")
            )
        except (Conflict, Invalid) as error:
            form.add_error(None, str(error.message))
        else:
            return redirect("sellers:apply")
    context = {"form": form, "memberships": selectors.memberships(user=user)}
    status = 422 if form.is_bound else 200
    return render_page(request, "sellers/apply.html", context, status=status)
