"""A sale told through services: somebody gathers goods, orders them, the bank says yes."""

from itertools import count

from django.utils import timezone

from apps.cart import selectors as carts
from apps.cart.tests.factories import CartFactory, CartLineFactory
from apps.core.actors import Actor
from apps.geo.models import City
from apps.geo.tests.factories import CityFactory
from apps.orders import services
from apps.payments import selectors as books
from apps.payments import services as payments
from apps.payments.models import Payment
from apps.payments.providers.base import Charge, Outcome, ProviderFact
from apps.payments.tests.factories import AttemptFactory

CONTACT = services.Contact("dilnoza@example.com", "Dilnoza Karimova", "+998901112233")
STAFF = Actor(role="staff")
numbers = count(1)


def gather(*offers, cart=None, quantity=1):
    """A cart with these offers in it."""
    cart = cart or CartFactory()
    for offer in offers:
        CartLineFactory(cart=cart, offer=offer, quantity=quantity)
    return cart


def total_of(cart):
    """The sum the shopper sees."""
    city = City.objects.select_related("region").get(pk=CityFactory().pk)
    return carts.cart_view(cart=cart, city=city, language="en", now=timezone.now()).total


def place(cart, **changes):
    """Order what is in the cart, as its page would."""
    asked = {
        "cart": cart,
        "contact": CONTACT,
        "address": services.Destination(CityFactory().pk, "Amir Temur 1, 15", "Blue door"),
        "user": cart.user,
        "language": "en",
        "key": f"try-{next(numbers):08}",
        "now": timezone.now(),
    } | changes
    if "expected_total" not in asked:
        asked["expected_total"] = total_of(cart)
    return services.place_order(**asked)


def bank_says_yes(order, *, now=None):
    """The bank took the money of an order's payment: what its webhook or our question tells."""
    payment = Payment.objects.get(reference=str(order.pk))
    attempt = AttemptFactory(payment=payment)
    charge = Charge(
        ref=attempt.provider_ref,
        reference=str(attempt.pk),
        outcome=Outcome.CAPTURED,
        amount=payment.amount,
        currency=payment.currency,
    )
    fact = ProviderFact(event_id=f"evt-{next(numbers)}", charge=charge, refund=None, raw={})
    payments.apply_fact(provider="sandbox", fact=fact, now=now or timezone.now())
    return payment


def bring(part, *, now=None):
    """Pack a part, hand it over, deliver it."""
    moment = now or timezone.now()
    services.accept_seller_orders(ids=[part.pk], by=STAFF, now=moment)
    services.pack_seller_orders(ids=[part.pk], by=STAFF, now=moment)
    services.ship_seller_orders(ids=[part.pk], by=STAFF, now=moment)
    services.mark_delivered(seller_order_id=part.pk, delivered_at=moment)
    part.refresh_from_db()
    return part


def balance(kind, owner=""):
    """What lies in an account of the books."""
    return books.balance(kind=kind, owner=str(owner), currency="UZS")
