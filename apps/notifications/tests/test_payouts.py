"""R2.2: every owner of a shop hears when its money is to go elsewhere, and of keys made for it."""

import pytest
from django.core import mail
from django.utils import timezone

from apps.notifications.services import send_pending
from apps.sellers import selectors, services
from apps.sellers.models import MemberRole
from apps.sellers.services import PayoutFields
from apps.sellers.tests.factories import MemberFactory, SellerFactory

pytestmark = pytest.mark.django_db

ACCOUNT, OTHER = "20208000900123456789", "20208000900123450001"


def save(shop, by, account):
    fields = PayoutFields(way="uz", holder="Shop LLC", account=account, bank_code="00444")
    services.save_payout_details(seller_id=shop.pk, fields=fields, by=by, now=timezone.now())


def test_every_owner_is_told_by_e_mail_once_a_change(deliver_events):
    shop = SellerFactory()
    person = shop.members.get().user
    owner = selectors.desk_of(user=person, shop=shop.slug).by
    second = MemberFactory(seller=shop, role=MemberRole.OWNER).user
    MemberFactory(seller=shop, role=MemberRole.MANAGER)
    save(shop, owner, ACCOUNT)
    deliver_events()
    deliver_events()

    send_pending(now=timezone.now())

    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([person.email, second.email])
    assert "ending in 6789" in mail.outbox[0].body
    assert ACCOUNT not in mail.outbox[0].body
    save(shop, owner, OTHER)
    deliver_events()
    send_pending(now=timezone.now())
    assert len(mail.outbox) == 4


def test_every_owner_is_told_of_a_key_without_its_secret(deliver_events):
    shop = SellerFactory()
    person = shop.members.get().user
    owner = selectors.desk_of(user=person, shop=shop.slug).by
    _key, secret = services.make_key(
        seller_id=shop.pk,
        name="1C",
        scopes=["prices:write"],
        days=None,
        by=owner,
        now=timezone.now(),
    )
    deliver_events()

    send_pending(now=timezone.now())

    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert "1C" in letter.body
    assert secret not in letter.body
