"""A shop's keys: who makes them, what they open, how they end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter
from apps.sellers import selectors, services
from apps.sellers.models import ApiKey, KeyScope, MemberRole, SellerState
from apps.sellers.tests.factories import ApiKeyFactory, MemberFactory, SellerFactory

NOW = timezone.now()


@pytest.fixture
def shop(db):
    return SellerFactory()


@pytest.fixture
def owner(shop):
    return selectors.desk_of(user=shop.members.get().user, shop=shop.slug).by


def make(shop, by, *, scopes=(KeyScope.PRICES_WRITE,), days=None, now=NOW):
    return services.make_key(seller_id=shop.pk, name="1C", scopes=scopes, days=days, by=by, now=now)


def page(shop):
    return reverse("seller:keys", args=[shop.slug])


def test_a_key_opens_by_its_secret_of_which_only_a_hash_is_kept(shop, owner, published):
    key, secret = make(shop, owner)

    opened = services.check_key(secret=secret, now=NOW)

    row = ApiKey.objects.values().get()
    assert (opened, opened.seller) == (key, shop)
    assert secret.startswith(row["shown"])
    assert secret not in str(row)
    assert secret not in str(list(AuditEntry.objects.values()))
    assert published() == ["sellers.ApiKeyMade"]


@pytest.mark.parametrize("secret", ["", "bzr_", "bzr_nonsense", "x" * 10_000, "bzr_\0"])
def test_no_other_secret_opens_anything(shop, owner, secret):
    make(shop, owner)

    with pytest.raises(services.KeyRefused):
        services.check_key(secret=secret, now=NOW)


def test_a_key_ends_by_hand_by_time_and_with_whoever_made_it(shop, owner):
    by_hand, one = make(shop, owner)
    _by_time, two = make(shop, owner, days=30)
    helper = MemberFactory(seller=shop, role=MemberRole.OWNER)
    _theirs, three = make(shop, selectors.desk_of(user=helper.user, shop=shop.slug).by)

    services.end_key(seller_id=shop.pk, key_id=by_hand.pk, by=owner, now=NOW)
    services.end_key(seller_id=shop.pk, key_id=by_hand.pk, by=owner, now=NOW)
    services.remove_member(seller_id=shop.pk, member_id=helper.pk, by=owner)

    for secret, at in ((one, NOW), (two, NOW + timedelta(days=30)), (three, timezone.now())):
        with pytest.raises(services.KeyRefused):
            services.check_key(secret=secret, now=at)
    assert services.check_key(secret=two, now=NOW + timedelta(days=29))


def test_a_key_of_somebody_shut_out_opens_nothing(shop, owner):
    key, secret = make(shop, owner)
    key.made_by.is_active = False
    key.made_by.save()

    with pytest.raises(services.KeyRefused):
        services.check_key(secret=secret, now=NOW)


def test_a_key_of_somebody_who_is_no_owner_any_more_opens_nothing(shop, owner):
    _key, secret = make(shop, owner)
    MemberFactory(seller=shop, role=MemberRole.OWNER)
    shop.members.filter(user_id=owner.user_id).update(role=MemberRole.MANAGER)

    with pytest.raises(services.KeyRefused):
        services.check_key(secret=secret, now=NOW)


def test_a_key_of_a_suspended_shop_is_told_so(shop, owner):
    _key, secret = make(shop, owner)
    shop.state = SellerState.SUSPENDED
    shop.save()

    with pytest.raises(Forbidden):
        services.check_key(secret=secret, now=NOW)


def test_its_use_is_noted_at_most_once_a_minute(shop, owner, django_assert_num_queries):
    _key, secret = make(shop, owner)
    services.check_key(secret=secret, now=NOW)

    with django_assert_num_queries(1):
        services.check_key(secret=secret, now=NOW + timedelta(seconds=59))
    services.check_key(secret=secret, now=NOW + timedelta(seconds=61))

    assert ApiKey.objects.get().used_at == NOW + timedelta(seconds=61)


@pytest.mark.parametrize("role", [MemberRole.MANAGER, MemberRole.PACKER])
def test_only_an_owner_makes_and_ends_keys(shop, owner, role):
    member = MemberFactory(seller=shop, role=role)
    by = selectors.desk_of(user=member.user, shop=shop.slug).by
    key, _secret = make(shop, owner)

    with pytest.raises(Forbidden):
        make(shop, by)
    with pytest.raises(Forbidden):
        services.end_key(seller_id=shop.pk, key_id=key.pk, by=by, now=NOW)

    assert ApiKey.objects.living(NOW).count() == 1


def test_neither_another_shop_nor_staff_makes_or_ends_a_key(shop, owner):
    stranger = SellerFactory()
    foreign = selectors.desk_of(user=stranger.members.get().user, shop=stranger.slug).by
    key, _secret = make(shop, owner)

    with pytest.raises(NotAllowed):
        make(shop, foreign)
    with pytest.raises(NotAllowed):
        services.end_key(seller_id=stranger.pk, key_id=key.pk, by=foreign, now=NOW)
    for by in (Actor(role="staff", user_id=owner.user_id, reason="asked"), SYSTEM):
        with pytest.raises(Forbidden):
            make(shop, by)

    assert ApiKey.objects.living(NOW).count() == 1


@pytest.mark.parametrize("scopes", [[], ["everything"], ["prices:write", "money:take"]])
def test_a_key_for_nothing_or_for_more_than_there_is_is_refused(shop, owner, scopes):
    with pytest.raises(Invalid):
        make(shop, owner, scopes=scopes)


def test_a_shop_has_ten_keys_that_work_and_no_more(shop, owner):
    ApiKeyFactory.create_batch(10, seller=shop)

    with pytest.raises(Conflict):
        make(shop, owner)

    ApiKey.objects.filter(pk=ApiKey.objects.first().pk).update(ended_at=NOW)
    assert make(shop, owner)


def test_the_page_shows_the_secret_once(client, shop):
    enter(client, shop.members.get().user)
    sent = {"name": "1C", "scopes": ["prices:write", "stock:write"], "days": "365"}

    made = client.post(page(shop), sent).content.decode()
    later = client.get(page(shop)).content.decode()

    assert "bzr_" in made
    assert "Copy the key now" in made
    assert "Copy the key now" not in later
    assert "write prices, write pieces" in later
    key = ApiKey.objects.get()
    client.post(reverse("seller:key-end", args=[shop.slug, key.pk]))
    assert not ApiKey.objects.living(timezone.now()).exists()


def test_a_key_is_made_only_after_a_fresh_proof(client, shop):
    client.force_login(shop.members.get().user)

    answer = client.post(page(shop), {"name": "1C", "scopes": ["prices:write"], "days": ""})

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"] or "again" in answer["Location"]
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": "all"}, {"days": "99999"}, {"name": "x" * 61}]
)
def test_a_key_with_a_mistake_is_not_made(client, shop, wrong):
    enter(client, shop.members.get().user)

    answer = client.post(page(shop), {"name": "1C", "scopes": "stock:write", "days": ""} | wrong)

    assert answer.status_code == 422
    assert not ApiKey.objects.exists()
