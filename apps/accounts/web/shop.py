"""Profile and address book."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts import rules, selectors, services
from apps.accounts.models import User
from apps.accounts.web.forms import AddressForm, ProfileForm
from apps.accounts.web.person import signed_in
from apps.core.errors import Invalid, TooLarge
from apps.core.web.responses import render_page
from apps.geo import selectors as places
from apps.media import selectors as pictures

ADDRESS_NAMES = (
    "label",
    "name",
    "phone",
    "country",
    "region_name",
    "city_name",
    "postal_code",
    "street",
    "note",
    "is_default",
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    known = {name: getattr(user, name) for name in ("name", "phone", "language", "birthday")}
    is_sent = request.method == "POST"
    form = ProfileForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial=known,
        user=user,
    )
    if form.is_valid() and _has_saved_photo(form, user):
        data = form.cleaned_data
        services.save_profile(
            user=user,
            name=data["name"],
            phone=str(data.get("phone", user.phone) or ""),
            language=data["language"],
            birthday=data["birthday"],
        )
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    status = 422 if form.is_bound else 200
    photo = pictures.picture(user.photo, sizes="6rem", alt="") if user.photo else None
    context = {"form": form, "photo": photo}
    return render_page(request, "accounts/profile.html", context, status=status)


@require_safe
@login_required
def addresses(request: HttpRequest) -> HttpResponse:
    rows = selectors.addresses(user=signed_in(request))
    return render_page(request, "accounts/addresses.html", {"addresses": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def address(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    user = signed_in(request)
    row = selectors.address(user=user, address_id=pk) if pk is not None else None
    known: dict[str, object] = {"name": user.name, "phone": user.phone}
    if row is not None:
        known = {name: getattr(row, name) for name in ADDRESS_NAMES} | {
            "city": row.city_id,
            "point": rules.show_point(row.latitude, row.longitude),
        }
    sent = request.POST if request.method == "POST" else None
    country = _country_of(sent.get("country", "") if sent else str(known.get("country", "")))
    if sent and "recount" in sent:
        # Another country was chosen: the same form, with what was typed, in that country's lines.
        known, sent = {**sent.dict()}, None
    form = AddressForm(sent, initial=known, country=country)
    if form.is_valid():
        services.save_address(user=user, address_id=pk, fields=form.fields_sent())
        messages.success(request, _("Saved."))
        return redirect("accounts:addresses")
    status = 422 if form.is_bound else 200
    context = {"form": form, "address": row}
    return render_page(request, "accounts/address.html", context, status=status)


@require_POST
@login_required
def delete_address(request: HttpRequest, pk: int) -> HttpResponse:
    services.delete_address(user=signed_in(request), address_id=pk)
    messages.success(request, _("Deleted."))
    return redirect("accounts:addresses")


def _country_of(code: str) -> str:
    """The country somebody chose, else the market's."""
    return code if code in dict(places.country_choices()) else settings.MARKET_COUNTRY


def _has_saved_photo(form: ProfileForm, user: User) -> bool:
    """Whether the photo that was sent, or its removal, is kept; what is wrong with it stands at its
    field, beside everything else that was typed."""
    photo = form.cleaned_data["photo"]
    if not photo and not form.cleaned_data.get("drop_photo"):
        return True
    try:
        services.save_photo(user=user, content=photo.read() if photo else None)
    except TooLarge as error:
        form.add_error("photo", str(error.message))
    except Invalid as error:
        form.add_error("photo", str(next(iter(error.fields.values()), error.message)))
    else:
        return True
    return False
    return True
