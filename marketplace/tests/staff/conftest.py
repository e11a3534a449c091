"""A small marketplace with a row in every table that staff see."""

from decimal import Decimal

import pytest
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.cart import services as carts
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    Brand,
    CategoryAttribute,
    Fault,
    ImportRun,
    ProductRevision,
    SuspectedDuplicate,
    Tag,
)
from apps.catalog.tests.factories import OfferFactory, ProductFactory
from apps.content.models import Banner, Page
from apps.core.actors import Actor
from apps.core.tests.staff import enter
from apps.geo.tests.factories import CityFactory
from apps.notifications.models import Message, MessageState
from apps.orders import services as orders
from apps.payments import services as payments
from apps.payments.models import AttemptState, Payment, PaymentState, ProviderEvent
from apps.payments.rules import Leg
from apps.payments.tests.factories import AttemptFactory
from apps.reviews.models import Review
from apps.reviews.tests.factories import AnswerFactory, QuestionFactory, ReplyFactory
from apps.search.models import SearchedText, SynonymGroup
from apps.sellers import services as sellers
from apps.sellers.models import SellerState
from apps.sellers.tests.factories import SellerFactory
from apps.shipping.tests.factories import RateFactory


@pytest.fixture
def admin_user(db):
    return UserFactory(email="admin@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def support_user(db):
    return UserFactory(email="support@example.com", is_staff=True)


@pytest.fixture
def admin_client(client, admin_user):
    return enter(client, admin_user)


def place(shopper, offer):
    """An order of two pieces, waiting for its payment."""
    now = timezone.now()
    cart = carts.cart_of_user(user=shopper)
    carts.add_line(cart=cart, offer_id=offer.pk, quantity=2)
    city = CityFactory()

    def order(total):
        return orders.place_order(
            cart=cart,
            contact=orders.Contact(shopper.email, "Dilnoza", "+998901234567"),
            address=orders.Destination(city.pk, "Amir Temur 1"),
            user=shopper,
            language="en",
            expected_total=total,
            key=f"key-{cart.pk}-{offer.pk}"[:80],
            now=now,
        )

    try:
        return order(Decimal(0))
    except orders.PriceChanged as changed:
        return order(Decimal(changed.facts["total"]))


def pay(order):
    """The order's payment came through the bank."""
    now = timezone.now()
    payment = Payment.objects.get(reference=str(order.pk))
    Payment.objects.filter(pk=payment.pk).update(state=PaymentState.SUCCEEDED, paid_at=now)
    attempt = AttemptFactory(payment=payment, state=AttemptState.SUCCEEDED)
    payments.post(
        key=f"capture:{attempt.pk}",
        kind="capture",
        reference=payment.reference,
        legs=[
            Leg("clearing", "sandbox", -payment.amount),
            Leg("held", str(payment.pk), payment.amount),
        ],
        currency=payment.currency,
        now=now,
    )
    orders.mark_paid(order_id=order.pk, payment_id=payment.pk, now=now)
    return payment


@pytest.fixture
def world(db):
    """Two orders, one packed and one cancelled with its refund, and a row of all the rest."""
    now = timezone.now()
    RateFactory()
    offer = OfferFactory(product__category__code="pots")
    shopper = UserFactory()
    seller = Actor(role="seller", seller_id=offer.seller_id, rights=frozenset({"orders"}))
    packed, cancelled = place(shopper, offer), place(UserFactory(), offer)
    pay(packed)
    pay(cancelled)
    part = packed.parts.get()
    orders.accept_seller_orders(ids=[part.pk], by=seller, now=now)
    orders.pack_seller_orders(ids=[part.pk], by=seller, now=now)
    orders.cancel_order(
        order_id=cancelled.pk,
        by=Actor(role="shopper", user_id=cancelled.user_id),
        reason="shopper",
        now=now,
    )
    applicant = SellerFactory(state=SellerState.APPLIED)
    staff = Actor(role="staff", user_id=UserFactory(is_staff=True).pk, reason="papers are there")
    sellers.approve_seller(seller_id=applicant.pk, by=staff, now=now)
    ProductRevision.objects.create(
        product=offer.product, content={"title": {"en": "A better teapot"}}, author=shopper
    )
    Fault.objects.update_or_create(code="title", defaults={"title": {"en": "Title"}})
    colour = Attribute.objects.create(code="colour", name={"en": "Colour"})
    AttributeValue.objects.create(attribute=colour, code="red", name={"en": "Red"})
    CategoryAttribute.objects.create(category=offer.product.category, attribute=colour)
    SuspectedDuplicate.objects.create(
        first=offer.product, second=ProductFactory(), kind="title", word="teapot", found_at=now
    )
    Brand.objects.create(slug="sopol", name="Sopol")
    Tag.objects.create(slug="gift", name={"en": "Gift"})
    ImportRun.objects.create(seller=offer.seller, file_name="goods.csv", format="csv")
    Page.objects.create(slug="help", title={"en": "Help"}, body={"en": "Ask us."})
    SynonymGroup.objects.create(phrases=["sneakers", "trainers"])
    SearchedText.objects.add_up([("en", "samovar", "Samovar", 0)], day=timezone.localdate())
    Banner.objects.create(title={"en": "Autumn"}, text={"en": "Warm things"})
    Message.objects.create(
        key="order_placed:1",
        kind="order_placed",
        recipient=shopper.email,
        language="en",
        subject_id=packed.pk,
        state=MessageState.FAILED,
        next_attempt_at=now,
    )
    ProviderEvent.objects.create(
        provider="sandbox", event_id="evt_1", body={"id": "evt_1"}, received_at=now
    )
    review = Review.objects.create(
        product=offer.product,
        item=part.items.get(),
        user=shopper,
        author_name="Dilnoza K.",
        rating=5,
        text="Keeps the tea warm.",
        language="en",
        written_at=now,
    )
    ReplyFactory(review=review)
    question = QuestionFactory(product=offer.product, user=shopper)
    AnswerFactory(question=question)
    packed.refresh_from_db()
    cancelled.refresh_from_db()
    return {"offer": offer, "packed": packed, "cancelled": cancelled, "applicant": applicant}
