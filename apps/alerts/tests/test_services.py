"""Being told once: when sold-out goods are back, or cost less than they did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.alerts import rules, services
from apps.alerts.models import Alert
from apps.alerts.tests.factories import AlertFactory
from apps.catalog import services as catalog
from apps.catalog.models import Offer
from apps.catalog.services import PriceChange
from apps.catalog.tests.factories import OfferFactory, ProductFactory, VariantFactory
from apps.core.actors import SYSTEM
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.ids import uuid7
from apps.core.people import keepers

NOW = timezone.now()


def ask(variant, kind="stock", *, user=None, email="", now=NOW):
    return services.watch(
        variant_id=variant.pk, kind=kind, user=user, email=email, language="en", now=now
    )


def test_asking_again_renews_the_price_and_writes_no_second_alert(db):
    offer, user = OfferFactory(), UserFactory()
    ask(offer.variant, "price", user=user)
    catalog.set_prices(changes=[PriceChange(offer.pk, Decimal(150_000))], by=SYSTEM)

    ask(offer.variant, "price", user=user)

    assert Alert.objects.get().price == 150_000


@pytest.mark.parametrize("kind", ["stock", "price"])
def test_what_makes_no_sense_to_wait_for_is_refused(db, kind):
    offer = OfferFactory(stock=10 if kind == "stock" else 0)

    with pytest.raises(Conflict):
        ask(offer.variant, kind, user=UserFactory())

    assert not Alert.objects.exists()


def test_unknown_and_hidden_goods_cannot_be_waited_for(db):
    draft = VariantFactory(product=ProductFactory(state="draft"))
    for pk in (uuid7(), draft.pk):
        with pytest.raises(NotAllowed):
            services.watch(
                variant_id=pk, kind="stock", user=UserFactory(), email="", language="en", now=NOW
            )


def test_somebody_without_an_address_cannot_be_told(db):
    with pytest.raises(Invalid):
        ask(OfferFactory(stock=0).variant)


def test_nobody_waits_for_more_than_we_can_watch(db, monkeypatch):
    monkeypatch.setattr(rules, "MAX_OPEN", 1)
    user = AlertFactory().user

    with pytest.raises(Conflict):
        ask(OfferFactory(stock=0).variant, user=user)


def test_blocked_goods_are_not_back(db, deliver_events):
    alert = AlertFactory()
    catalog.block_product(product_id=alert.product_id, is_blocked=True, by=SYSTEM)
    offer = Offer.objects.get()

    catalog.set_free_quantity(offer_id=offer.pk, free=3, by=SYSTEM)
    deliver_events()

    alert.refresh_from_db()
    assert alert.told_at is None


def test_the_sweep_tells_what_an_event_missed_and_forgets_what_is_over(db):
    missed = AlertFactory(variant=OfferFactory().variant)
    AlertFactory(confirmed_at=None, user=None, email="a@example.com", created_at=NOW)
    AlertFactory(told_at=NOW)
    waiting = AlertFactory()

    services.sweep(now=NOW, batch=1)
    missed.refresh_from_db()
    assert missed.told_at == NOW
    assert Alert.objects.count() == 4

    services.sweep(now=NOW + timedelta(days=31))
    assert list(Alert.objects.all()) == [waiting]


@pytest.mark.parametrize("count", [1, 12])
def test_an_event_costs_the_same_queries_for_one_alert_and_for_many(
    db, count, django_assert_num_queries
):
    products = [AlertFactory().product_id for _ in range(count)]

    with django_assert_num_queries(4):  # savepoint, alerts, prices, and the empty update's release
        services.tell(product_ids=products, now=NOW)


def test_what_somebody_waits_for_is_in_their_archive_and_goes_with_them(db):
    alert = AlertFactory()
    AlertFactory(user=None, email=alert.user.email)
    foreign = AlertFactory()
    [keeper] = [each for each in keepers() if each.subject == "alerts"]

    assert len(list(keeper.records(user_id=alert.user_id))) == 2
    keeper.erase(user_id=alert.user_id)

    assert list(Alert.objects.all()) == [foreign]


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_the_same_moment_makes_one_alert():
    variant, user = OfferFactory(stock=0).variant, UserFactory()

    def once(_number):
        try:
            ask(variant, user=user)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(once, range(4)))

    assert Alert.objects.count() == 1
