"""V5: how a shop's goods do, and how well their cards are written."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from redis.exceptions import RedisError

from apps.catalog import services, tasks
from apps.catalog.models import CardDay, ProductState, Variant
from apps.catalog.rules.quality import CardFacts, Lack, quality_of
from apps.catalog.selectors import performance_of
from apps.catalog.tests.factories import OfferFactory, ProductFactory
from apps.core import durable
from apps.core.actors import Actor
from apps.core.ids import uuid7

TODAY = timezone.localdate()
STAFF = Actor(role="staff")
FIREFOX, CHROME = "Firefox", "Chrome"


def look(product, *, ip="203.0.113.5", browser=FIREFOX, day=TODAY):
    services.count_view(product_id=product.pk, ip=ip, browser=browser, day=day)


def visitors(product):
    return dict(CardDay.objects.filter(product=product).values_list("day", "visitors"))


@pytest.fixture
def offer(db):
    return OfferFactory()


def test_a_visitor_counts_once_a_day_however_often_they_look(offer):
    for _ in range(3):
        look(offer.product)
    look(offer.product, browser=CHROME)
    look(offer.product, ip="203.0.113.6")
    yesterday = TODAY - timedelta(days=1)
    look(offer.product, day=yesterday)

    for _twice in range(2):
        tasks.keep_views()

    assert visitors(offer.product) == {TODAY: 3, yesterday: 1}


def test_who_looks_after_the_count_is_added_at_the_next(offer):
    look(offer.product)
    tasks.keep_views()
    look(offer.product, ip="2001:db8::1")
    look(offer.product, ip="2001:db8::2")  # the same household

    tasks.keep_views()

    assert visitors(offer.product) == {TODAY: 2}


def test_what_nobody_may_see_or_no_longer_is_counts_nothing(offer, db):
    draft = ProductFactory(state=ProductState.DRAFT)
    look(draft)
    services.count_view(product_id=uuid7(), ip="203.0.113.5", browser="", day=TODAY)
    gone = ProductFactory()
    look(gone)
    gone.delete()

    assert services.keep_views(today=TODAY) == 0
    assert not CardDay.objects.exists()


def test_a_page_is_shown_though_nobody_counts(offer, monkeypatch):
    def away():
        raise RedisError

    monkeypatch.setattr(durable, "store", away)

    look(offer.product)


def test_a_redis_that_lost_its_figures_makes_no_day_smaller(offer):
    CardDay.objects.create(product=offer.product, day=TODAY, visitors=5)
    look(offer.product)

    tasks.keep_views()

    assert visitors(offer.product) == {TODAY: 5}


def test_who_looked_at_a_duplicate_looked_at_the_card_that_stays(offer):
    yesterday = TODAY - timedelta(days=1)
    duplicate = OfferFactory().product
    for product, day, count in (
        (offer.product, TODAY, 2),
        (duplicate, TODAY, 3),
        (duplicate, yesterday, 4),
    ):
        CardDay.objects.create(product=product, day=day, visitors=count)

    services.merge_products(survivor_id=offer.product_id, duplicate_id=duplicate.pk, by=STAFF)

    assert visitors(offer.product) == {TODAY: 5, yesterday: 4}
    assert visitors(duplicate) == {}


def test_days_no_list_shows_are_forgotten(offer):
    for age in (89, 91):
        CardDay.objects.create(product=offer.product, day=TODAY - timedelta(days=age), visitors=1)

    tasks.forget_views()

    assert CardDay.objects.get().day == TODAY - timedelta(days=89)


def test_a_shop_sees_its_figures_of_a_month(offer):
    CardDay.objects.create(product=offer.product, day=TODAY, visitors=7)
    CardDay.objects.create(product=offer.product, day=TODAY - timedelta(days=29), visitors=4)
    CardDay.objects.create(product=offer.product, day=TODAY - timedelta(days=30), visitors=99)
    rival = OfferFactory(product=offer.product, variant=offer.variant)
    services.add_sold(quantities={offer.pk: 3, rival.pk: 5})

    figures = performance_of(offer_ids=[offer.pk, rival.pk], today=TODAY)

    assert (figures[offer.pk].visitors, figures[offer.pk].sold) == (11, 3)
    assert (figures[rival.pk].visitors, figures[rival.pk].sold) == (11, 5)
    offer.product.refresh_from_db()
    assert offer.product.sold_count == 8


def test_a_bare_card_is_told_what_would_better_it(offer):
    offer.product.title, offer.product.description = {"en": "Bowl"}, {}
    offer.product.weight_g = 0
    offer.product.save()
    Variant.objects.filter(product=offer.product).update(barcode="")

    figures = performance_of(offer_ids=[offer.pk], today=TODAY)[offer.pk]

    assert figures.quality < 40
    assert figures.advice[:2] == [
        "Show at least three photos",
        "Describe the goods in more words",
    ]
    assert "Give each variant its barcode" in figures.advice


COUNTS = st.integers(0, 2_000)
CARDS = st.builds(
    CardFacts,
    title=COUNTS,
    description=COUNTS,
    photos=st.integers(0, 20),
    filled=st.integers(0, 30),
    known=st.integers(0, 30),
    has_barcodes=st.booleans(),
    has_parcel=st.booleans(),
)


@given(CARDS)
def test_quality_is_a_share_of_a_hundred_and_whole_only_without_lacks(card):
    quality = quality_of(card)

    assert 0 <= quality.points <= 100
    assert (quality.points == 100) == (not quality.lacks)


def test_two_of_three_photos_are_two_thirds_of_their_points():
    whole = CardFacts(40, 500, 3, 7, 10, has_barcodes=True, has_parcel=True)
    two = CardFacts(40, 500, 2, 7, 10, has_barcodes=True, has_parcel=True)

    assert (quality_of(whole).points, quality_of(two).points) == (100, 90)
    assert quality_of(two).lacks == [Lack.PHOTOS]
