"""Carts: what may go in, what is told of it, and that a guest's joins a person's own."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.cart import rules, selectors, services
from apps.cart.models import Cart, CartLine
from apps.cart.tests.factories import (
    CartFactory,
    CartLineFactory,
    FavouriteFactory,
    GuestCartFactory,
)
from apps.catalog.models import OfferState, ProductState, Stock
from apps.catalog.tests.factories import OfferFactory, ProductFactory
from apps.core.errors import Invalid, NotAllowed
from apps.geo.tests.factories import CityFactory
from apps.sellers.tests.factories import SellerFactory
from apps.shipping.tests.factories import RateFactory

NOW = timezone.now()


@pytest.fixture
def cart(db):
    return CartFactory()


@pytest.fixture
def rate(db):
    return RateFactory()


def view(cart):
    return selectors.cart_view(cart=cart, city=CityFactory(), language="en", now=NOW)


def test_adding_the_same_thing_twice_makes_one_line_of_more_pieces(cart):
    """R5.1"""
    offer = OfferFactory()

    services.add_line(cart=cart, offer_id=offer.pk, quantity=2)
    services.add_line(cart=cart, offer_id=offer.pk, quantity=3)

    [line] = cart.lines.all()
    assert (line.quantity, line.seen_price, line.is_chosen) == (5, offer.price, True)


@pytest.mark.parametrize("quantity", [0, -1, -(10**9), 1000, 10**12])
def test_a_number_that_nobody_can_buy_is_refused(cart, quantity):
    offer = OfferFactory()

    with pytest.raises(Invalid) as error:
        services.add_line(cart=cart, offer_id=offer.pk, quantity=quantity)

    assert "quantity" in error.value.fields
    assert not cart.lines.exists()


def test_small_additions_do_not_climb_over_the_limit(cart):
    offer = OfferFactory()
    services.add_line(cart=cart, offer_id=offer.pk, quantity=rules.MAX_QUANTITY)

    with pytest.raises(Invalid):
        services.add_line(cart=cart, offer_id=offer.pk, quantity=1)

    assert cart.lines.get().quantity == rules.MAX_QUANTITY


def test_what_is_not_on_sale_cannot_be_put_in(cart):
    sold_out = OfferFactory(stock=0)
    paused = OfferFactory(state=OfferState.PAUSED)
    draft = OfferFactory(product__state=ProductState.DRAFT)

    for offer_id in (uuid4(), sold_out.pk, paused.pk, draft.pk):
        with pytest.raises(NotAllowed):
            services.add_line(cart=cart, offer_id=offer_id, quantity=1)

    assert not cart.lines.exists()


def test_a_cart_takes_no_more_lines_than_a_page_can_show(cart, monkeypatch):
    monkeypatch.setattr(rules, "MAX_LINES", 1)
    CartLineFactory(cart=cart)

    with pytest.raises(Invalid):
        services.add_line(cart=cart, offer_id=OfferFactory().pk, quantity=1)

    assert cart.lines.count() == 1


def test_nobody_reaches_into_another_cart(cart):
    foreign = CartLineFactory()

    with pytest.raises(NotAllowed):
        services.set_quantity(cart=cart, line_id=foreign.pk, quantity=5)
    with pytest.raises(NotAllowed):
        services.remove_line(cart=cart, line_id=foreign.pk)
    services.choose_lines(cart=cart, line_ids=[foreign.pk])

    foreign.refresh_from_db()
    assert (foreign.quantity, foreign.is_chosen) == (1, True)


def test_a_removed_line_says_what_it_takes_to_put_it_back(cart):
    line = CartLineFactory(cart=cart, quantity=3)

    assert services.remove_line(cart=cart, line_id=line.pk) == (line.offer_id, 3)
    assert not cart.lines.exists()
    with pytest.raises(NotAllowed):
        services.remove_line(cart=cart, line_id=line.pk)


def test_a_guests_cart_joins_the_persons_own(db):
    """R5.1: of a line in both the larger number stays, nothing is doubled, favourites and place
    come along."""
    own, guest = CartFactory(), GuestCartFactory(city=CityFactory())
    shared = OfferFactory()
    CartLineFactory(cart=own, offer=shared, quantity=2)
    CartLineFactory(cart=guest, offer=shared, quantity=5)
    other = CartLineFactory(cart=guest, quantity=1, is_chosen=False)
    heart = FavouriteFactory(cart=guest)
    FavouriteFactory(cart=own, product=heart.product)

    services.merge_guest(user=own.user, token=guest.token)
    services.merge_guest(user=own.user, token=guest.token)

    lines = dict(own.lines.values_list("offer_id", "quantity"))
    assert lines == {shared.pk: 5, other.offer_id: 1}
    assert not own.lines.get(offer=other.offer).is_chosen
    assert own.favourites.count() == 1
    own.refresh_from_db()
    assert own.city_id == guest.city_id
    assert not Cart.objects.filter(token=guest.token).exists()


def test_the_cart_by_seller_adds_up(cart, rate):
    """Two sellers: a parcel each, one below the sum from which delivery is free."""
    dear = OfferFactory(price=Decimal(400_000), low_price=Decimal(500_000))
    cheap = OfferFactory(price=Decimal(50_000))
    CartLineFactory(cart=cart, offer=dear, quantity=2)
    CartLineFactory(cart=cart, offer=cheap, quantity=1)

    shown = view(cart)

    fees = [group.quote.fee for group in shown.groups]
    assert [group.goods for group in shown.groups] == [Decimal(800_000), Decimal(50_000)]
    assert fees[0] == 0
    assert fees[1] > 0
    assert (shown.goods, shown.delivery) == (Decimal(850_000), sum(fees))
    assert shown.total == shown.goods + shown.delivery
    assert (shown.saved, shown.full_goods) == (Decimal(200_000), Decimal(1_050_000))
    assert (shown.piece_count, shown.line_count, len(shown.parcels)) == (3, 2, 2)
    assert shown.is_ready


def test_an_unticked_line_stays_but_is_not_paid(cart, rate):
    CartLineFactory(cart=cart, is_chosen=False)
    bought = CartLineFactory(cart=cart, quantity=2)

    shown = view(cart)

    assert (shown.line_count, shown.piece_count, len(shown.parcels)) == (2, 2, 1)
    assert shown.goods == bought.offer.price * 2


def test_a_cart_of_nothing_but_unticked_lines_is_not_ready(cart, rate):
    CartLineFactory(cart=cart, is_chosen=False)

    shown = view(cart)

    assert (shown.is_ready, shown.total) == (False, Decimal(0))


def test_what_changed_meanwhile_is_said_and_sold_out_goods_are_left_out(cart, rate):
    """K6"""
    dearer = CartLineFactory(cart=cart, seen_price=Decimal(90_000))
    sold_out = CartLineFactory(cart=cart)
    Stock.objects.filter(offer=sold_out.offer).update(on_hand=0)
    few = CartLineFactory(cart=cart, quantity=11)
    closed = CartLineFactory(cart=cart, offer__seller=SellerFactory(state="suspended"))

    shown = view(cart)

    problems = {row.pk: row.problem for row in shown.changes}
    assert problems == {
        dearer.pk: "price_up",
        sold_out.pk: "sold_out",
        few.pk: "too_many",
        closed.pk: "gone",
    }
    assert shown.piece_count == 12
    assert not shown.is_ready


def test_prices_once_seen_are_not_told_again(cart, rate):
    CartLineFactory(cart=cart, seen_price=Decimal(90_000))
    assert view(cart).has_new_prices

    services.accept_prices(cart=cart)

    assert view(cart).changes == []


@pytest.mark.parametrize("lines", [1, 12])
def test_a_cart_costs_the_same_queries_for_one_line_and_for_twelve(
    cart, rate, lines, django_assert_num_queries
):
    CartLineFactory.create_batch(lines, cart=cart, offer__variant__options={"colour": "red"})
    city = CityFactory()
    view(cart)

    # lines; offers, their stock, words (2), photos, categories; warehouses; rates
    with django_assert_num_queries(9):
        shown = selectors.cart_view(cart=cart, city=city, language="en", now=NOW)

    assert shown.line_count == lines


def test_a_heart_is_set_and_taken_back(cart):
    product = ProductFactory()

    assert services.toggle_favourite(cart=cart, product_id=product.pk)
    assert selectors.favourites(cart=cart) == [product.pk]
    assert not services.toggle_favourite(cart=cart, product_id=product.pk)
    with pytest.raises(NotAllowed):
        services.toggle_favourite(cart=cart, product_id=ProductFactory(state=ProductState.DRAFT).pk)

    assert selectors.favourites(cart=cart) == []


def test_a_place_that_does_not_exist_is_not_chosen(cart):
    with pytest.raises(Invalid):
        services.choose_city(cart=cart, city_code="nowhere")

    cart.refresh_from_db()
    assert cart.city_id is None


def test_only_chosen_lines_are_taken_to_the_checkout(cart):
    chosen = CartLineFactory(cart=cart, quantity=4)
    CartLineFactory(cart=cart, is_chosen=False)

    assert services.lock_chosen(cart=cart) == {chosen.offer_id: 4}

    services.clear_bought(cart=cart, offer_ids=[chosen.offer_id])
    assert CartLine.objects.filter(cart=cart).count() == 1
