"""Where a shop's money is sent: who may say, when it begins to hold, who hears of it."""

import json
import threading
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.errors import Forbidden, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.core.sealing import unseal
from apps.core.tests.staff import enter
from apps.sellers import rules, selectors, services
from apps.sellers.models import MemberRole, PayoutDetails
from apps.sellers.services import PayoutFields
from apps.sellers.tests.factories import MemberFactory, SellerFactory

NOW = timezone.now()
ACCOUNT = "20208000900123456789"
OTHER = "20208000900123450001"
IBAN = "DE89 3704 0044 0532 0130 00"
SENT = {
    "way": "uz",
    "holder": "Shop LLC",
    "bank_code": "00444",
    "account": "2020 8000 9001 2345 6789",
}


@pytest.fixture
def shop(db):
    return SellerFactory()


@pytest.fixture
def person(shop):
    return shop.members.get().user


@pytest.fixture
def owner(shop, person):
    return selectors.desk_of(user=person, shop=shop.slug).by


def fields(account=ACCOUNT, **changes):
    known = {"way": "uz", "holder": "Shop LLC", "account": account, "bank_code": "00444"}
    return PayoutFields(**(known | changes))


def save(shop, by, *, account=ACCOUNT, now=NOW):
    return services.save_payout_details(seller_id=shop.pk, fields=fields(account), by=by, now=now)


def page_of(shop):
    return reverse("seller:payout-details", args=[shop.slug])


def test_an_account_is_sealed_and_waits_two_days_before_it_is_paid_to(shop, owner, published):
    """R2.2"""
    made = save(shop, owner)

    early = selectors.payout_destination(seller_id=shop.pk, now=NOW + timedelta(hours=47))
    later = selectors.payout_destination(seller_id=shop.pk, now=NOW + timedelta(hours=48))
    assert (early.account, early.holder, early.bank_code) == (ACCOUNT, "Shop LLC", "00444")
    assert (early.is_held, later.is_held) == (True, False)
    assert made.held_until == NOW + timedelta(hours=48)
    assert ACCOUNT not in json.dumps(list(PayoutDetails.objects.values()), default=str)
    assert made.last_four == "6789"
    assert published() == ["sellers.PayoutDetailsChanged"]


def test_a_change_begins_the_wait_anew_and_the_trail_shows_both_ends_masked(shop, owner):
    save(shop, owner, now=NOW - timedelta(days=30))

    save(shop, owner, account=OTHER)

    held = selectors.payout_destination(seller_id=shop.pk, now=NOW + timedelta(hours=1))
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (held.account, held.is_held) == (OTHER, True)
    assert entry.action == "sellers.payout_details_saved"
    assert entry.before == {"account": "•• 6789"}
    assert entry.after["account"] == "•• 0001"
    assert ACCOUNT not in json.dumps([entry.before, entry.after])
    assert PayoutDetails.objects.filter(replaced_at=None).count() == 1


def test_saving_the_present_account_again_changes_nothing(shop, owner, published):
    first = save(shop, owner, now=NOW - timedelta(days=30))

    again = save(shop, owner)

    assert again.pk == first.pk
    assert len(published()) == 1
    assert not selectors.payout_destination(seller_id=shop.pk, now=NOW).is_held


@pytest.mark.parametrize("role", [MemberRole.MANAGER, MemberRole.PACKER])
def test_only_an_owner_says_where_the_money_goes(shop, role):
    member = MemberFactory(seller=shop, role=role)
    by = selectors.desk_of(user=member.user, shop=shop.slug).by

    with pytest.raises(Forbidden):
        save(shop, by)

    assert not PayoutDetails.objects.exists()


def test_neither_another_shops_owner_nor_staff_nor_the_system_turns_the_money_aside(shop):
    stranger = SellerFactory()
    foreign = selectors.desk_of(user=stranger.members.get().user, shop=stranger.slug).by

    with pytest.raises(NotAllowed):
        save(shop, foreign)
    for by in (Actor(role="staff", user_id=UserFactory(is_staff=True).pk, reason="asked"), SYSTEM):
        with pytest.raises(Forbidden):
            save(shop, by)

    assert not PayoutDetails.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account": "123"}, "account"),
        ({"account": "2020800090012345678x"}, "account"),
        ({"account": "٢" * 20}, "account"),
        ({"bank_code": "44"}, "bank_code"),
        ({"holder": " "}, "holder"),
        ({"holder": "x" * 121}, "holder"),
        ({"way": "cash"}, "way"),
        ({"way": "iban"}, "account"),
        ({"way": "iban", "account": "DE89370400440532013001"}, "account"),
    ],
)
def test_an_account_that_cannot_be_is_refused_field_by_field(shop, owner, changes, field):
    sent = {"way": "uz", "holder": "Shop LLC", "account": ACCOUNT, "bank_code": "00444"} | changes

    with pytest.raises(Invalid) as error:
        services.save_payout_details(
            seller_id=shop.pk, fields=PayoutFields(**sent), by=owner, now=NOW
        )

    assert list(error.value.fields) == [field]
    assert not PayoutDetails.objects.exists()


def test_an_iban_is_taken_as_people_copy_it_and_known_by_its_check_digits():
    valid = rules.compact(IBAN)
    assert rules.is_iban(valid)
    for place in range(len(valid)):
        turned = "1" if valid[place] != "1" else "2"
        assert not rules.is_iban(valid[:place] + turned + valid[place + 1 :])


def test_the_page_says_beforehand_what_a_change_means_and_shows_only_the_end(client, shop, person):
    """R2.2"""
    enter(client, person)
    before = client.get(page_of(shop)).content.decode()

    saved = client.post(page_of(shop), SENT, follow=True)

    page = saved.content.decode()
    assert "nothing is paid out for 48 hours" in before
    assert "•• 6789" in page
    assert "Nothing is paid out before" in page
    assert ACCOUNT not in page
    assert unseal(PayoutDetails.objects.get().sealed).count(ACCOUNT) == 1


def test_the_page_marks_what_is_wrong_and_saves_nothing(client, shop, person):
    enter(client, person)

    answer = client.post(page_of(shop), SENT | {"account": "12", "bank_code": "x" * 21})
    empty = client.post(page_of(shop), {"way": ""})

    assert (answer.status_code, empty.status_code) == (422, 422)
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not PayoutDetails.objects.exists()


def test_without_a_fresh_proof_neither_looking_nor_saving(client, shop, person):
    """R3.4"""
    enter(client, person, minutes_ago=11)

    looked = client.get(page_of(shop))
    saved = client.post(page_of(shop), SENT)

    for answer in (looked, saved):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert not PayoutDetails.objects.exists()
    # What was typed doesn't lie in the session meanwhile.
    assert "6789" not in json.dumps(dict(client.session))


def test_nobody_else_finds_the_page(client, shop):
    assert client.get(page_of(shop)).url.startswith(reverse("account_login"))
    enter(client, UserFactory())
    assert client.get(page_of(shop)).status_code == 404
    assert client.post(page_of(shop), SENT).status_code == 404
    manager = enter(Client(), MemberFactory(seller=shop, role=MemberRole.MANAGER).user)
    assert manager.post(page_of(shop), SENT).status_code == 403
    assert not PayoutDetails.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_owners_at_the_same_moment_leave_one_account_and_two_announcements(published):
    shop = SellerFactory()
    by = [
        selectors.desk_of(user=member.user, shop=shop.slug).by
        for member in (shop.members.get(), MemberFactory(seller=shop, role=MemberRole.OWNER))
    ]
    barrier = threading.Barrier(2)

    def change(actor, account):
        barrier.wait()
        try:
            save(shop, actor, account=account)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=change, args=pair)
        for pair in zip(by, (ACCOUNT, OTHER), strict=True)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert PayoutDetails.objects.count() == 2
    assert PayoutDetails.objects.filter(replaced_at=None).count() == 1
    assert published() == ["sellers.PayoutDetailsChanged"] * 2


def test_the_database_itself_knows_only_one_account_at_a_time(shop, owner):
    made = save(shop, owner)
    made.pk = None
    made._state.adding = True

    with pytest.raises(IntegrityError):
        made.save(force_insert=True)


def test_after_a_new_sealing_key_accounts_are_sealed_anew_and_the_old_key_may_go(
    shop, owner, settings
):
    save(shop, owner)
    old, new = settings.SEALING_KEYS, Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, *old]
    call_command("reseal_payout_details", dry_run=True, verbosity=0)
    call_command("reseal_payout_details", verbosity=0)

    settings.SEALING_KEYS = [new]

    assert selectors.payout_destination(seller_id=shop.pk, now=NOW).account == ACCOUNT
