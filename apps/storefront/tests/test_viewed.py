"""H3: what somebody looked at and bought, on every device they sign in on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from redis.exceptions import RedisError

from apps.accounts.tests.factories import UserFactory
from apps.cart.tests.factories import CartFactory
from apps.catalog.models import Product
from apps.catalog.tests.factories import OfferFactory
from apps.core import durable
from apps.core.ids import uuid7
from apps.core.people import keepers
from apps.orders.models import SellerOrder
from apps.orders.tests.story import bank_says_yes, gather, place
from apps.shipping.tests.factories import RateFactory
from apps.storefront import rules, selectors, services
from apps.storefront.models import Viewed

pytestmark = pytest.mark.django_db
NOW = timezone.now()
KEEP, RECENT, OWN = "/en/personal/viewed/", "/en/personal/recent/", "/en/account/viewed/"
OURS = {"sec-fetch-site": "same-origin"}


def look(user, *products, now=NOW):
    services.keep_viewed(user=user, product_ids=[each.pk for each in products], now=now)


def product(title="Bowl"):
    return OfferFactory(product__title={"en": title}).product


def test_what_a_browser_knew_before_joins_what_the_person_looked_at(client):
    user, old, before, present = UserFactory(), product(), product(), product()
    look(user, old, now=NOW - timedelta(days=2))
    client.force_login(user)

    ids = ",".join(str(each.pk) for each in (present, before, old))
    for _twice in range(2):
        assert client.post(KEEP, {"ids": ids}, headers=OURS).status_code == 204

    assert selectors.viewed(user=user) == [present.pk, before.pk, old.pk]


def test_looking_again_puts_it_first():
    user, first, second = UserFactory(), product(), product()
    look(user, first, now=NOW - timedelta(hours=2))
    look(user, second, now=NOW - timedelta(hours=1))

    look(user, first)

    assert selectors.viewed(user=user) == [first.pk, second.pk]


def test_the_oldest_are_forgotten_beyond_the_most_we_keep(monkeypatch):
    monkeypatch.setattr("apps.storefront.services.viewed.MAX_VIEWED", 2)
    user, products = UserFactory(), [product() for _ in range(3)]
    for hours, each in enumerate(products):
        look(user, each, now=NOW + timedelta(hours=hours))

    assert selectors.viewed(user=user) == [products[2].pk, products[1].pk]


@pytest.mark.parametrize("ids", ["", "x", "x," * 5000, "01a220ec-4c3e-7692-95e7-b219c6b811fd"])
def test_what_no_card_is_called_is_left_out(client, ids):
    client.force_login(UserFactory())

    assert client.post(KEEP, {"ids": ids}, headers=OURS).status_code == 204
    assert not Viewed.objects.exists()


@pytest.mark.parametrize("fault", ["spent", "away"])
def test_what_a_person_looked_at_is_kept_though_nobody_counts(client, settings, monkeypatch, fault):
    user, seen = UserFactory(), product()
    client.force_login(user)
    if fault == "spent":
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "view": (1, 3600)}
        client.post(KEEP, {"ids": str(product().pk)}, headers=OURS)
    else:
        monkeypatch.setattr(durable, "store", _away)

    assert client.post(KEEP, {"ids": str(seen.pk)}, headers=OURS).status_code == 204

    assert selectors.viewed(user=user)[0] == seen.pk


def _away():
    raise RedisError


def test_guests_and_other_sites_write_nothing(client):
    sent = {"ids": str(product().pk)}
    assert client.post(KEEP, sent, headers=OURS).status_code == 204

    client.force_login(UserFactory())
    assert client.post(KEEP, sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not Viewed.objects.exists()


def test_a_person_on_a_new_device_sees_what_they_looked_at_and_bought(client):
    RateFactory()
    user = UserFactory()
    offer = OfferFactory(product__title={"en": "A rug bought"})
    order = place(gather(offer, cart=CartFactory(user=user)))
    bank_says_yes(order)
    SellerOrder.objects.update(state="completed")
    look(user, product("A lamp seen"))
    client.force_login(user)

    page = client.get(RECENT).content.decode()

    assert "A rug bought" in page.partition('id="recent"')[0]
    assert "A lamp seen" in page.partition('id="recent"')[2]
    assert OWN in page


def test_a_guest_sees_what_the_browser_names_and_nobody_elses(client):
    look(UserFactory(), product("Not theirs"))
    seen = product("A lamp seen")

    page = client.get(RECENT, {"ids": f"{seen.pk},x,{uuid7()}"}).content.decode()

    assert "A lamp seen" in page
    assert "Not theirs" not in page
    assert OWN not in page


def test_the_list_can_be_forgotten(client):
    user, other = UserFactory(), UserFactory()
    look(user, product("A lamp seen"))
    look(other, product())
    client.force_login(user)
    assert "A lamp seen" in client.get(OWN).content.decode()

    page = client.post(f"{OWN}forget/", follow=True).content.decode()

    assert "Nothing yet" in page
    assert [row.user for row in Viewed.objects.all()] == [other]


def test_what_left_the_shelves_is_not_shown(client):
    user, gone = UserFactory(), product("Gone")
    look(user, gone)
    Product.objects.filter(pk=gone.pk).update(state="gone")
    client.force_login(user)

    assert "Gone" not in client.get(OWN).content.decode()


def test_views_are_in_the_archive_and_go_with_the_person_or_after_half_a_year():
    user, other = UserFactory(), UserFactory()
    look(user, product())
    look(other, product(), now=NOW - timedelta(days=181))
    [keeper] = [each for each in keepers() if each.subject == "viewed"]
    assert len(list(keeper.records(user_id=user.pk))) == 1

    services.forget_old_views(now=NOW)
    assert Viewed.objects.count() == 1
    keeper.erase(user_id=user.pk)
    assert not Viewed.objects.exists()


@pytest.mark.parametrize("count", [1, rules.MAX_VIEWED])
def test_the_list_costs_the_same_queries_for_one_and_for_all(
    client, count, django_assert_num_queries
):
    user = UserFactory()
    look(user, *(product() for _ in range(count)))
    client.force_login(user)

    with django_assert_num_queries(3):  # person, list, cards
        client.get(OWN)
