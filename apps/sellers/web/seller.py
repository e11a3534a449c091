"""The shop's own pages: who works in it, and its settings."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid
from apps.core.web.responses import render_page
from apps.sellers import selectors, services
from apps.sellers.web.forms import MemberForm, SettingsForm


@require_http_methods(["GET", "POST"])
@login_required
def team(request: HttpRequest, shop: str) -> HttpResponse:
    by, seller_id = _member(request, shop, "team")
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_member(seller_id=seller_id, by=by, **form.cleaned_data)
        except Invalid as error:
            form.add_error("email", str(error.fields.get("email", error.message)))
        except Conflict as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("seller:team", shop)
    members = selectors.members_of(seller_id=seller_id)
    context = {"shop": shop, "by": by, "form": form, "members": members}
    status = 422 if form.is_bound else 200
    return render_page(request, "sellers/seller/team.html", context, status=status)


@require_POST
@login_required
def remove_member(request: HttpRequest, shop: str, pk: int) -> HttpResponse:
    by, seller_id = _member(request, shop, "team")
    services.remove_member(seller_id=seller_id, member_id=pk, by=by)
    messages.success(request, _("Removed."))
    return redirect("seller:team", shop)


@require_http_methods(["GET", "POST"])
@login_required
def settings(request: HttpRequest, shop: str) -> HttpResponse:
    by, seller_id = _member(request, shop, "settings")
    seller = selectors.seller_by_slug(slug=shop)
    about = {f"about_{language}": text for language, text in seller.about.items()}
    known = {**about, "phone": seller.phone, "handling_days": seller.handling_days}
    form = SettingsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.save_settings(
            seller_id=seller_id,
            about={language: data[f"about_{language}"] for language in ("en", "ru", "uz")},
            phone=data["phone"].as_e164,
            handling_days=data["handling_days"],
            by=by,
        )
        messages.success(request, _("Saved."))
        return redirect("seller:settings", shop)
    context = {"shop": shop, "by": by, "form": form, "seller": seller}
    status = 422 if form.is_bound else 200
    return render_page(request, "sellers/seller/settings.html", context, status=status)


def _member(request: HttpRequest, shop: str, right: str) -> tuple[Actor, UUID]:
    by = selectors.actor_for(user=request.user, shop=shop)
    if not by.may(right):
        raise Forbidden(right=right)
    assert by.seller_id is not None  # noqa: S101  # actor_for always names the shop
    return by, by.seller_id
