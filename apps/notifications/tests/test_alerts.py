"""Letters of alerts: one when the moment comes, and to guests a question before it."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.alerts import services
from apps.alerts.models import Alert
from apps.catalog import services as catalog
from apps.catalog.services import PriceChange
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM
from apps.core.errors import TooMany
from apps.notifications import services as notifications

NOW = timezone.now()


def ask(variant, kind="stock", *, user=None, email="", now=NOW):
    return services.watch(
        variant_id=variant.pk, kind=kind, user=user, email=email, language="en", now=now
    )


@pytest.fixture
def deliver_events(deliver_events):
    """Deliver what happened, and send the letters it makes."""

    def deliver():
        deliver_events()
        notifications.send_pending(now=timezone.now())

    return deliver


def told(mailoutbox):
    return [(letter.to[0], letter.subject) for letter in mailoutbox]


def test_whoever_waits_is_told_once_when_it_is_back(db, deliver_events, mailoutbox):
    """P2, P11: goods that go in and out bring one letter."""
    offer = OfferFactory(stock=0)
    user = UserFactory()
    ask(offer.variant, user=user)
    deliver_events()
    assert told(mailoutbox) == []

    for free in (3, 0, 3, 0, 5):
        catalog.set_free_quantity(offer_id=offer.pk, free=free, by=SYSTEM)
        deliver_events()

    assert told(mailoutbox) == [(user.email, f"“{offer.product.title['en']}” is back")]
    assert Alert.objects.get().told_at is not None


def test_whoever_watches_a_price_is_told_when_it_is_below_what_it_was(
    db, deliver_events, mailoutbox
):
    offer = OfferFactory()
    ask(offer.variant, "price", user=UserFactory())

    for price in (120_000, 100_000, 99_000, 50_000):
        catalog.set_prices(changes=[PriceChange(offer.pk, Decimal(price))], by=SYSTEM)
        deliver_events()

    assert [subject for _to, subject in told(mailoutbox)] == [
        f"“{offer.product.title['en']}” costs less"
    ]


def test_another_shop_with_the_variant_ends_the_wait_too(db, deliver_events, mailoutbox):
    offer = OfferFactory(stock=0)
    ask(offer.variant, user=UserFactory())

    rival = OfferFactory(product=offer.product, variant=offer.variant)
    catalog.set_free_quantity(offer_id=rival.pk, free=4, by=SYSTEM)
    services.tell(product_ids=[offer.product_id], now=NOW)
    deliver_events()

    assert len(mailoutbox) == 1


def test_an_address_hears_nothing_before_its_owner_has_said_yes(db, deliver_events, mailoutbox):
    """Double opt-in, and a link to let it be in each letter."""
    offer = OfferFactory(stock=0)
    ask(offer.variant, email="guest@example.com")
    deliver_events()
    [question] = mailoutbox
    assert question.subject.startswith("Shall we tell you about")
    key = re.search(r"/alerts/([^/\s]+)/confirm/", question.body)[1]

    catalog.set_free_quantity(offer_id=offer.pk, free=3, by=SYSTEM)
    deliver_events()
    assert len(mailoutbox) == 1

    services.confirm(key=key, now=timezone.now())
    deliver_events()
    assert told(mailoutbox)[1][1].endswith("is back")
    assert "One-Click" in mailoutbox[1].extra_headers["List-Unsubscribe-Post"]


def test_a_guest_who_lost_the_letter_gets_another_but_not_without_end(
    db, deliver_events, mailoutbox
):
    variant = OfferFactory(stock=0).variant
    for _time in range(6):
        ask(variant, email="guest@example.com")
        deliver_events()

    with pytest.raises(TooMany):
        ask(variant, email="guest@example.com")

    assert (len(mailoutbox), Alert.objects.count()) == (6, 1)
