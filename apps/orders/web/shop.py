"""The shopper's side: checkout on one page, orders, one order with its parcels."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts import selectors as people
from apps.accounts.models import Address, User
from apps.accounts.web.person import person_or_none, signed_in
from apps.cart import selectors as carts
from apps.cart.models import Cart
from apps.cart.web.visitor import cart_for
from apps.core.actors import Actor
from apps.core.errors import DomainError, Invalid, OutOfStock
from apps.core.texts import storable
from apps.core.web.cursors import uuid_or_none
from apps.core.web.responses import render_page
from apps.geo.models import City
from apps.orders import selectors, services
from apps.orders.models import State
from apps.orders.web.forms import CheckoutForm
from apps.payments import selectors as payments
from apps.payments.models import Payment, PaymentState

CHECKOUT = "orders/checkout.html"
PAGE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    cart = cart_for(request)
    if request.method == "POST":
        return _place(request, cart)
    saved = _saved(request)
    address = _address_asked_for(request.GET.get("address", ""), saved)
    known = _known(person_or_none(request), address)
    city = _city(request.GET.get("city", "") or str(known.get("city", "")), cart)
    form = CheckoutForm(initial={**known, "city": city.pk})
    return _show(request, cart, city=city, form=form, saved=saved, address=address)


@require_safe
@login_required
def orders(request: HttpRequest) -> HttpResponse:
    after = uuid_or_none(request.GET.get("after", ""))
    views = selectors.orders_of(user=signed_in(request), after=after, limit=PAGE + 1)
    context = {
        "views": views[:PAGE],
        "next_after": views[PAGE - 1].order.pk if len(views) > PAGE else "",
        "is_first": after is None,
    }
    return render_page(request, "orders/list.html", context, partial="page")


@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    key = request.GET.get("key", "")
    view = selectors.order_for(number=number, user=person_or_none(request), access_key=key)
    latest = _latest_payment(view)
    context = {
        "view": view,
        "payment": latest if latest and latest.state == PaymentState.OPEN else None,
        # The bank has said yes and the order's own turn comes in a moment.
        "is_settling": latest is not None and latest.state == PaymentState.SUCCEEDED,
        "key": key,
        "page_url": _address(number, key),
    }
    return render_page(request, "orders/order.html", context, partial="order")


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    key = request.POST.get("key", "")
    user = person_or_none(request)
    view = selectors.order_for(number=number, user=user, access_key=key)
    services.cancel_order(
        order_id=view.order.pk,
        by=Actor(role="shopper", user_id=view.order.user_id),
        reason="shopper",
        now=timezone.now(),
    )
    messages.success(request, _("Your order is cancelled. Paid money is on its way back to you."))
    return redirect(_address(number, key))


def _latest_payment(view: selectors.OrderView) -> Payment | None:
    """The newest payment of an order that isn't paid yet: 3 queries, none for a paid one."""
    if view.state != State.CREATED:
        return None
    return next(iter(payments.payments_for(references=[str(view.order.pk)])), None)


def _place(request: HttpRequest, cart: Cart | None) -> HttpResponse:
    city = _city(request.POST.get("city", ""), cart)
    if "recount" in request.POST:
        # Another city was chosen without JavaScript: its delivery first, then the order.
        asked = CheckoutForm(initial={**request.POST.dict(), "city": city.pk})
        return _show(request, cart, city=city, form=asked, saved=_saved(request))
    form = CheckoutForm(request.POST)
    if not form.is_valid():
        return _show(request, cart, city=city, form=form, saved=_saved(request), status=422)
    if cart is None:
        raise Invalid(_("Your cart is empty."))
    data = form.cleaned_data
    try:
        placed = services.place_order(
            cart=cart,
            contact=services.Contact(data["email"], data["name"], data["phone"].as_e164),
            address=services.Destination(data["city"], data["street"], data["note"]),
            user=person_or_none(request),
            language=get_language() or "en",
            expected_total=data["total"],
            key=data["key"],
            now=timezone.now(),
        )
    except OutOfStock as error:
        messages.error(request, str(error.message))
        return redirect("cart:cart")
    except DomainError as error:
        form.add_error(None, str(error.message))
        key, saved = _new_key(), _saved(request)
        return _show(request, cart, city=city, form=form, saved=saved, status=error.status, key=key)
    payment = payments.open_for(reference=str(placed.pk))
    if payment is None:
        return redirect(_address(placed.number, placed.access_key))
    return redirect(f"{reverse('payments:pay', args=[payment.pk])}?key={payment.access_key}")


def _show(
    request: HttpRequest,
    cart: Cart | None,
    *,
    city: City,
    form: CheckoutForm,
    saved: list[Address],
    address: Address | None = None,
    status: int = 200,
    key: str = "",
) -> HttpResponse:
    """The page; `key` names the next try: a new one unless this try's fields were only wrong."""
    view = carts.cart_view(
        cart=cart, city=city, language=get_language() or "en", now=timezone.now()
    )
    if not view.is_ready:
        return redirect("cart:cart")
    is_same_try = form.is_bound and not form.errors.get("key")
    context = {
        "view": view,
        "form": form,
        "key": key or (form.data["key"] if is_same_try else _new_key()),
        "addresses": saved,
        "address": address,
        "hold_minutes": settings.RESERVATION_TTL // timedelta(minutes=1),
        "return_days": settings.RETURN_WINDOW.days,
    }
    return render_page(request, CHECKOUT, context, partial="checkout", status=status)


def _new_key() -> str:
    return secrets.token_urlsafe(16)


def _saved(request: HttpRequest) -> list[Address]:
    """The person's own addresses that we deliver to."""
    user = person_or_none(request)
    rows = people.addresses(user=user) if user else []
    return [row for row in rows if row.city_id is not None]


def _address_asked_for(sent: str, saved: list[Address]) -> Address | None:
    """The saved address a link names, else the default one; none when a new one is asked for."""
    if sent == "new":
        return None
    named = next((row for row in saved if str(row.pk) == sent), None)
    return named or next((row for row in saved if row.is_default), None)


def _known(user: User | None, address: Address | None) -> dict[str, object]:
    """What we know already: the person's name, phone and e-mail, and a saved address."""
    if user is None:
        return {}
    known: dict[str, object] = {"name": user.name, "phone": user.phone, "email": user.email}
    if address is not None:
        names = ("name", "phone", "street", "note")
        known |= {name: getattr(address, name) for name in names} | {"city": address.city_id}
    return known


def _city(code: str, cart: Cart | None) -> City:
    named = City.objects.select_related("region").filter(pk=storable(code))
    chosen = named.first() if code else None
    return chosen or carts.delivery_city(cart=cart)


def _address(number: str, key: str) -> str:
    path = reverse("orders:order", args=[number])
    return f"{path}?key={key}" if key else path
