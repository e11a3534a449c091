"""Hearts follow a card that was merged into another."""

import pytest

from apps.accounts.tests.factories import UserFactory
from apps.cart.models import Favourite
from apps.cart.tests.factories import CartFactory
from apps.catalog import services
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM

pytestmark = pytest.mark.django_db


def two_cards():
    """The same thing by two shops: offers of the card that stays and of the duplicate."""
    stays = OfferFactory(variant__options_key="size=s")
    return stays, OfferFactory(variant__options_key="size=s")


def merge(stays, goes):
    services.merge_products(survivor_id=stays.product_id, duplicate_id=goes.product_id, by=SYSTEM)


def test_hearts_follow_and_nobody_has_two(deliver_events):
    stays, goes = two_cards()
    both, one = CartFactory(user=UserFactory()), CartFactory(user=UserFactory())
    duplicate = goes.product
    for cart, product in ((both, stays.product), (both, duplicate), (one, duplicate)):
        Favourite.objects.create(cart=cart, product=product)

    merge(stays, goes)
    deliver_events()

    kept = sorted(Favourite.objects.values_list("cart", "product"))
    assert kept == sorted([(both.pk, stays.product_id), (one.pk, stays.product_id)])
