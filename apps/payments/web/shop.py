"""The payer's pages: what is owed, off to the bank, and how it went."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import PartnerUnavailable
from apps.core.money import format_money
from apps.core.web.responses import from_htmx, render_page
from apps.payments import rules, selectors, services
from apps.payments.models import AttemptState, PaymentState
from apps.payments.selectors import PaymentView

DECLINED = _("The bank did not take the payment.")
DECLINES = {
    "insufficient_funds": _("There is not enough money on the card."),
    "card_expired": _("The card has expired."),
    "wrong_code": _("The code from the message was not right."),
    "declined_by_payer": _("You declined the payment at the bank."),
}
PAGE = "payments/pay.html"
LEAVE = "payments/leave.html"


@require_safe
def pay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is owed and how far it is; the bank sends its payers back here too. A paid one goes on
    to what it was for."""
    view = _view(request, pk)
    if view.attempt is not None and view.is_at_bank and not from_htmx(request):
        # Whoever comes back from the bank shouldn't wait for its message.
        view = _asked(request, view, attempt_id=view.attempt.pk)
    if view.payment.state == PaymentState.SUCCEEDED:
        return _go_on(request, view.payment.return_url)
    return _page(request, view)


@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a try. The way to the bank is a page of ours: a form may not end at another origin."""
    view = _view(request, pk)
    try:
        services.start_attempt(payment_id=pk, now=timezone.now())
    except services.NotPayable:
        return redirect(_url("payments:pay", request, pk))
    except PartnerUnavailable as error:
        return _page(request, view, problem=str(error.message), status=error.status)
    return redirect(_url("payments:leave", request, pk))


@require_safe
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """On to the bank, by a link that follows itself."""
    view = _view(request, pk)
    if not view.is_at_bank:
        return redirect(_url("payments:pay", request, pk))
    return render_page(request, LEAVE, _context(request, view))


def _page(
    request: HttpRequest, view: PaymentView, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {**_context(request, view), "problem": problem}
    return render_page(request, PAGE, context, partial="status", status=status)


def _context(request: HttpRequest, view: PaymentView) -> dict[str, object]:
    payment, attempt = view.payment, view.attempt
    payable = rules.is_payable(
        state=payment.state, expires_at=payment.expires_at, now=timezone.now()
    )
    return {
        "payment": payment,
        "amount": format_money(
            payment.amount, currency=payment.currency, language=get_language() or "en"
        ),
        "attempt": attempt,
        "decline": DECLINES.get(attempt.decline_code, DECLINED) if attempt else "",
        "step": _step(view, is_payable=payable),
        "bank": services.bank_name(attempt=attempt),
        "page_url": _url("payments:pay", request, payment.pk),
        "start_url": _url("payments:start", request, payment.pk),
    }


def _step(view: PaymentView, *, is_payable: bool) -> str:
    """Which of the page's faces to show: unsure, waiting, closed, declined or ready."""
    if view.attempt is not None and view.attempt.state == AttemptState.UNKNOWN:
        return "unsure"
    if view.is_at_bank:
        return "waiting"
    if not is_payable:
        return "closed"
    declined = view.attempt is not None and view.attempt.state == AttemptState.DECLINED
    return "declined" if declined else "ready"


def _view(request: HttpRequest, pk: UUID) -> PaymentView:
    user_id = request.user.pk if request.user.is_authenticated else None
    return selectors.payment_view(
        payment_id=pk, user_id=user_id, access_key=request.GET.get("key", "")
    )


def _asked(request: HttpRequest, view: PaymentView, *, attempt_id: UUID) -> PaymentView:
    """The payment after the bank was asked about its try, or as it was when there is no answer."""
    try:
        services.check_attempt(attempt_id=attempt_id, now=timezone.now())
    except PartnerUnavailable:
        return view
    return _view(request, view.payment.pk)


def _go_on(request: HttpRequest, url: str) -> HttpResponse:
    if not from_htmx(request):
        return redirect(url)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = url
    return answer


def _url(name: str, request: HttpRequest, pk: UUID) -> str:
    key = request.GET.get("key", "")
    return reverse(name, args=[pk]) + ("?" + urlencode({"key": key}) if key else "")
