"""Who waits for a duplicate waits for the card it was merged into."""

import pytest

from apps.accounts.tests.factories import UserFactory
from apps.alerts.models import Alert
from apps.alerts.tests.factories import AlertFactory
from apps.catalog import services
from apps.catalog.models import Stock
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM

pytestmark = pytest.mark.django_db


def two_cards():
    """The same thing by two shops: offers of the card that stays and of the duplicate."""
    stays = OfferFactory(variant__options_key="size=s")
    return stays, OfferFactory(variant__options_key="size=s")


def merge(stays, goes):
    services.merge_products(survivor_id=stays.product_id, duplicate_id=goes.product_id, by=SYSTEM)


def test_who_waits_for_a_duplicate_waits_for_the_card_that_stays_once(deliver_events):
    stays, goes = two_cards()
    Stock.objects.update(on_hand=0)
    person, other = UserFactory(), UserFactory()
    for user, offer in ((person, stays), (person, goes), (other, goes)):
        AlertFactory(user=user, email="", product=offer.product, variant=offer.variant)

    merge(stays, goes)
    deliver_events()

    waiting = sorted(Alert.objects.values_list("user", "product", "variant"))
    here = (stays.product_id, stays.variant_id)
    assert waiting == sorted([(person.pk, *here), (other.pk, *here)])
