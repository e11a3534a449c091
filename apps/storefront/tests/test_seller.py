"""A seller's first page."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog.tests.desk import draft_url
from apps.catalog.tests.factories import (
    CardDraftFactory,
    CategoryFactory,
    OfferFactory,
    ProductFactory,
)
from apps.orders import selectors as orders
from apps.orders.tests.factories import OrderFactory, SellerOrderFactory
from apps.payments import selectors as money
from apps.payments import services as payments
from apps.payments.rules import Leg
from apps.sellers.tests.factories import MemberFactory, SellerFactory


@pytest.fixture
def shop(db):
    return SellerFactory()


@pytest.fixture
def seller(client, shop):
    client.force_login(shop.members.get().user)
    return client


def home(shop):
    return reverse("seller:home", args=[shop.slug])


def sold(shop, *, days_ago, goods=100_000, state="delivered"):
    paid_at = timezone.now() - timedelta(days=days_ago)
    order = OrderFactory(paid_at=paid_at, goods=goods, total=goods + 17_000)
    return SellerOrderFactory(seller=shop, order=order, goods=Decimal(goods), state=state)


def test_what_is_late_and_the_nearest_deadline_stand_first(seller, shop):
    """R15.1"""
    now = timezone.now()
    SellerOrderFactory(seller=shop, ship_by=now - timedelta(minutes=90))
    SellerOrderFactory(seller=shop, state="accepted", ship_by=now + timedelta(minutes=81))

    page = seller.get(home(shop)).content.decode()

    assert "1 is late" in page
    assert "late by 1 h 30 min" in page
    assert "nearest in 1 h 20 min" in page
    assert page.count("todo-card is-late") == 2


def test_a_week_is_compared_with_the_one_before_and_what_was_cancelled_is_no_revenue(shop):
    sold(shop, days_ago=1, goods=300_000)
    sold(shop, days_ago=6, goods=100_000)
    sold(shop, days_ago=8, goods=200_000)
    sold(shop, days_ago=2, goods=900_000, state="cancelled")
    sold(shop, days_ago=20, goods=700_000)

    day = orders.seller_day(seller_id=shop.pk, now=timezone.now())

    assert (day.revenue.this_week, day.revenue.week_before) == (400_000, 200_000)
    assert day.revenue.change_percent == 100
    assert (day.orders.this_week, day.cancelled.this_week) == (2, 1)
    assert (len(day.revenue.days), day.cancelled.change_percent) == (14, None)


def test_the_line_of_what_is_free_ends_at_the_balance(shop):
    now = timezone.now()
    for number, (days_ago, amount) in enumerate([(9, 500), (1, 300), (0, -200)]):
        payments.post(
            key=f"test:{number}",
            kind="release",
            reference="test",
            legs=[
                Leg("held", "test", Decimal(-amount)),
                Leg("seller_available", str(shop.pk), Decimal(amount)),
            ],
            currency="UZS",
            now=now - timedelta(days=days_ago),
        )

    line = money.available_by_day(seller_id=shop.pk, now=now, days=4)

    assert line == [500, 500, 800, 600]


def test_an_empty_shop_says_what_comes_next(seller, shop):
    page = seller.get(home(shop)).content.decode()

    assert "Nothing to ship" in page
    assert reverse("seller:product-new", args=[shop.slug]) in page


def test_a_packer_sees_orders_but_neither_goods_nor_money(client, shop):
    client.force_login(MemberFactory(seller=shop, role="packer").user)

    page = client.get(home(shop)).content.decode()

    assert reverse("seller:orders", args=[shop.slug]) in page
    assert reverse("seller:products", args=[shop.slug]) not in page
    assert reverse("seller:finance", args=[shop.slug]) not in page
    assert "Available to pay out" not in page
    assert "Revenue" not in page


def test_the_badge_counts_what_waits_and_is_empty_when_nothing_does(seller, shop):
    badge = reverse("seller:badge", args=[shop.slug])
    assert seller.get(badge).content.strip().splitlines()[-1:] in ([], [b""])

    SellerOrderFactory(seller=shop)
    SellerOrderFactory(seller=shop, state="packed")
    SellerOrderFactory(seller=shop, state="shipped")

    assert seller.get(badge).content.decode().strip().endswith("2")


def test_a_stranger_finds_no_dashboard_and_a_guest_is_asked_to_log_in(client, shop):
    assert client.get(home(shop)).status_code == 302
    client.force_login(UserFactory())

    assert client.get(home(shop)).status_code == 404
    assert client.get(reverse("seller:badge", args=[shop.slug])).status_code == 404


@pytest.mark.parametrize("state", ["paid", "accepted", "packed"])
def test_every_form_of_the_dashboard_carries_its_token(seller, shop, state):
    part = SellerOrderFactory(seller=shop, state=state)
    category = CategoryFactory()
    product = ProductFactory(author=shop, category=category)
    draft = CardDraftFactory(seller=shop, category=category)
    pages = [
        home(shop),
        reverse("seller:orders", args=[shop.slug], query={"state": state}),
        reverse("seller:order", args=[shop.slug, part.number]),
        reverse("seller:products", args=[shop.slug]),
        reverse("seller:product-new", args=[shop.slug]),
        *(draft_url(draft, step) for step in ("main", "photos", "variants", "parcel", "preview")),
        reverse("seller:product", args=[shop.slug, product.pk]),
        reverse("seller:imports", args=[shop.slug]),
        reverse("seller:team", args=[shop.slug]),
        reverse("seller:settings", args=[shop.slug]),
    ]

    for url in pages:
        for form in re.findall(r"<form.*?</form>", seller.get(url).content.decode(), re.DOTALL):
            assert 'method="post"' not in form or "csrfmiddlewaretoken" in form, (url, form)


@pytest.mark.parametrize("rows", [1, 6])
def test_the_first_page_costs_the_same_queries_for_one_order_and_for_six(
    seller, shop, rows, django_assert_num_queries
):
    SellerOrderFactory.create_batch(rows, seller=shop, offer=OfferFactory(seller=shop))
    # user, desk, days, tasks, parts, items, parcels, shelf, questions, reviews, balances, the
    # day's balance, entries
    with django_assert_num_queries(13):
        page = seller.get(home(shop))
    assert page.content.count(b"order-number") == rows
