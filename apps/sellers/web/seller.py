"""The shop's own pages: who works in it, and its settings."""

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.web.person import signed_in
from apps.core.errors import Conflict, Invalid
from apps.core.web.fresh import ask_for_proof, has_fresh_proof
from apps.core.web.responses import render_page
from apps.sellers import selectors, services
from apps.sellers.selectors import desk_of
from apps.sellers.web.forms import MemberForm, PayoutForm, SettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team(request: HttpRequest, shop: str) -> HttpResponse:
    desk = desk_of(user=signed_in(request), shop=shop, right="team")
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_member(seller_id=desk.seller_id, by=desk.by, **form.cleaned_data)
        except Invalid as error:
            form.add_error("email", str(error.fields.get("email", error.message)))
        except Conflict as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("seller:team", shop)
    members = selectors.members_of(seller_id=desk.seller_id)
    context = {"desk": desk, "form": form, "members": members}
    status = 422 if form.is_bound else 200
    return render_page(request, "sellers/seller/team.html", context, status=status)


@require_POST
@login_required
def remove_member(request: HttpRequest, shop: str, pk: int) -> HttpResponse:
    desk = desk_of(user=signed_in(request), shop=shop, right="team")
    services.remove_member(seller_id=desk.seller_id, member_id=pk, by=desk.by)
    messages.success(request, _("Removed."))
    return redirect("seller:team", shop)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest, shop: str) -> HttpResponse:
    desk = desk_of(user=signed_in(request), shop=shop, right="settings")
    seller = desk.seller
    about = {f"about_{language}": text for language, text in seller.about.items()}
    known = {**about, "phone": seller.phone, "handling_days": seller.handling_days}
    form = SettingsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.save_settings(
            seller_id=desk.seller_id,
            about={language: data[f"about_{language}"] for language in ("en", "ru", "uz")},
            phone=data["phone"].as_e164,
            handling_days=data["handling_days"],
            by=desk.by,
        )
        messages.success(request, _("Saved."))
        return redirect("seller:settings", shop)
    context = {"desk": desk, "form": form}
    status = 422 if form.is_bound else 200
    return render_page(request, "sellers/seller/settings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payout_details(request: HttpRequest, shop: str) -> HttpResponse:
    """Where the shop's money goes; only an owner who has just proved themselves may look."""
    desk = desk_of(user=signed_in(request), shop=shop, right="payouts")
    if not has_fresh_proof(request):
        # The number must not lie in the session meanwhile.
        return ask_for_proof(request, keeps_body=False)
    form = PayoutForm(request.POST or None, initial={"way": "uz"})
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            services.save_payout_details(
                seller_id=desk.seller_id, fields=form.fields_sent(), by=desk.by, now=now
            )
        except Invalid as error:
            for name, message in error.fields.items():
                form.add_error(name, str(message))
        else:
            messages.success(request, _("Saved. Every owner of the shop is told by e-mail."))
            return redirect("seller:payout-details", shop)
    details = selectors.payout_details(seller_id=desk.seller_id)
    context = {
        "desk": desk,
        "form": form,
        "details": details,
        "is_held": details is not None and now < details.held_until,
        "cool_off_hours": int(site.PAYOUT_COOL_OFF.total_seconds() // 3600),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "sellers/seller/payout_details.html", context, status=status)
