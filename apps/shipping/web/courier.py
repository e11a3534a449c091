"""The courier's pages, for a phone in one hand."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.web.person import signed_in
from apps.core.actors import Actor
from apps.core.errors import Invalid
from apps.core.web.responses import render_page
from apps.shipping import selectors, services
from apps.shipping.web.forms import CodeForm, FailForm

ROUND = "shipping/courier/round.html"
PARCEL = "shipping/courier/parcel.html"


@require_safe
@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    """What is to be picked up and brought, soonest first."""
    work = selectors.courier_round(user=signed_in(request), now=timezone.now())
    return render_page(request, ROUND, {"round": work})


@require_safe
@login_required
def parcel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One parcel: whose, where, and what to do with it."""
    return _parcel(request, pk)


@require_POST
@login_required
def pick_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The parcel is in the bag (again)."""
    services.pick_up(shipment_id=pk, by=_courier(request), now=timezone.now())
    messages.success(request, _("The parcel is with you."))
    return redirect("courier:parcel", pk)


@require_POST
@login_required
def deliver(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The recipient told the code."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _parcel(request, pk, code_form=form, status=422)
    try:
        services.deliver(
            shipment_id=pk,
            code=form.cleaned_data["code"],
            by=_courier(request),
            now=timezone.now(),
        )
    except (Invalid, services.CodeLocked) as error:
        form.add_error("code", str(error.message))
        return _parcel(request, pk, code_form=form, status=error.status)
    messages.success(request, _("Delivered. Thank you."))
    return redirect("courier:round")


@require_POST
@login_required
def fail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The parcel could not be handed over."""
    form = FailForm(request.POST)
    if not form.is_valid():
        return _parcel(request, pk, fail_form=form, status=422)
    services.fail_delivery(
        shipment_id=pk, note=form.cleaned_data["note"], by=_courier(request), now=timezone.now()
    )
    messages.info(request, _("Noted. The parcel stays on your list."))
    return redirect("courier:round")


def _parcel(
    request: HttpRequest,
    pk: UUID,
    *,
    code_form: Form | None = None,
    fail_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    stop, pick_up_at = selectors.courier_parcel(user=signed_in(request), pk=pk, now=timezone.now())
    context = {
        "stop": stop,
        "pick_up": pick_up_at,
        "code_form": code_form or CodeForm(),
        "fail_form": fail_form or FailForm(),
    }
    return render_page(request, PARCEL, context, status=status)


def _courier(request: HttpRequest) -> Actor:
    courier = selectors.courier_of(user=signed_in(request))
    return Actor(role="courier", user_id=courier.user_id)
