"""What a reduction is: a price below the lowest of the 30 days before it, whatever a shop says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.catalog import services
from apps.catalog.models import Offer, OfferPrice, Product
from apps.catalog.rules.prices import PriceStep, lowest_before, struck_price
from apps.catalog.services import CardContent, PriceChange, VariantContent
from apps.catalog.tests.factories import CategoryFactory, OfferFactory
from apps.core.actors import SYSTEM, Actor

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def ago(days):
    return NOW - timedelta(days=days)


def steps(*pairs):
    return [PriceStep(Decimal(price), ago(days)) for days, price in pairs]


@pytest.mark.parametrize(
    ("earlier", "lowest"),
    [
        ([], None),
        ([(5, 300)], 300),
        ([(200, 300)], 300),
        ([(60, 100), (31, 300)], 300),  # the low one ended before the window opens
        ([(60, 100), (29, 300)], 100),  # the low one reaches into it
        ([(20, 300), (10, 200), (9, 300)], 200),  # up for a day and down again is no reduction
    ],
)
def test_a_price_is_compared_with_the_lowest_of_the_thirty_days_before(earlier, lowest):
    """G8"""
    assert lowest_before(earlier=steps(*earlier), began_at=NOW) == lowest


def test_a_price_that_applied_at_no_moment_counts_for_nothing():
    earlier = [*steps((10, 300)), PriceStep(Decimal(1), NOW)]

    assert lowest_before(earlier=earlier, began_at=NOW) == 300


SUMS = st.decimals(min_value=1, max_value=10**9, places=2)


@given(price=SUMS, low=SUMS | st.none(), claim=SUMS | st.none())
def test_what_a_seller_says_never_raises_the_old_price_that_is_shown(price, low, claim):
    shown = struck_price(price=price, low_price=low, claim=claim)

    assert shown is None or price < shown <= low
    assert (shown is None) == (low is None or low <= price)


def change(offer, price, *, days, claim=None):
    services.set_prices(
        changes=[PriceChange(offer.pk, Decimal(price), claim)], by=SYSTEM, now=ago(days)
    )
    return Product.objects.get(pk=offer.product_id)


@pytest.fixture
def offer(db):
    """An offer that has cost 100 000 for three months."""
    offer = OfferFactory()
    OfferPrice.objects.create(offer=offer, price=offer.price, began_at=ago(90))
    return offer


def test_a_reduction_is_shown_against_what_it_cost_before(offer):
    """G8"""
    product = change(offer, 80_000, days=1)

    assert (product.price, product.old_price, product.discount_percent) == (80_000, 100_000, 20)


def test_raising_a_price_to_lower_it_makes_no_reduction(offer):
    change(offer, 150_000, days=10)
    product = change(offer, 100_000, days=1)

    assert (product.old_price, product.discount_percent) == (None, 0)


def test_what_a_seller_says_it_cost_is_not_shown_without_a_history(offer):
    product = change(offer, 100_000, days=1, claim=Decimal(500_000))

    assert (product.old_price, product.discount_percent) == (None, 0)


def test_the_same_price_again_neither_ends_nor_renews_a_reduction(offer):
    change(offer, 80_000, days=5)
    product = change(offer, 80_000, days=1)

    assert product.old_price == 100_000
    assert OfferPrice.objects.filter(offer=offer).count() == 2


def test_many_prices_cost_as_many_queries_as_one(django_assert_max_num_queries, db):
    offers = [OfferFactory() for _ in range(12)]

    with django_assert_max_num_queries(22):
        services.set_prices(
            changes=[PriceChange(each.pk, Decimal(70_000)) for each in offers], by=SYSTEM
        )


def test_what_a_draft_cost_applied_to_nobody(shop):
    """The history begins with the publication."""
    author = Actor(role="seller", seller_id=shop.pk, rights=frozenset({"products"}))
    category = CategoryFactory()
    product = services.create_product(
        seller_id=shop.pk,
        content=CardContent(
            title={"en": "Bowl"},
            description={},
            category_code=category.code,
            source_language="en",
        ),
        variants=[VariantContent(sku="B-1", options={}, price=Decimal(900_000), stock=1)],
        handling_days=1,
        by=author,
        now=ago(9),
    )
    offer = Offer.objects.get()
    services.set_prices(changes=[PriceChange(offer.pk, Decimal(90_000))], by=author, now=ago(8))

    services.approve_revision(revision_id=product.revisions.get().pk, by=SYSTEM, now=ago(7))

    assert list(OfferPrice.objects.values_list("price", "began_at")) == [(90_000, ago(7))]
    assert Product.objects.get().discount_percent == 0


def test_at_night_a_long_reduction_becomes_the_price(offer):
    change(offer, 80_000, days=89)
    services.keep_prices(now=NOW)
    assert Product.objects.get().discount_percent == 20

    services.keep_prices(now=NOW + timedelta(days=2))

    assert Product.objects.get().discount_percent == 0


def test_at_night_old_prices_are_forgotten_but_for_the_last_of_each_offer(offer):
    OfferPrice.objects.all().delete()
    for days in (900, 700, 500, 300):
        OfferPrice.objects.create(offer=offer, price=days, began_at=ago(days))

    services.keep_prices(now=NOW, batch=1)

    assert list(OfferPrice.objects.order_by("pk").values_list("price", flat=True)) == [500, 300]


def test_at_night_an_offer_without_a_history_gets_its_beginning(db):
    """Goods from before prices were remembered lose a struck price that nothing bears out."""
    offer = OfferFactory(old_price=Decimal(200_000), low_price=Decimal(150_000))
    now = timezone.now()

    services.keep_prices(now=now)
    services.keep_prices(now=now)

    assert OfferPrice.objects.get().price == offer.price
    assert Product.objects.get().old_price is None
