"""What an owner hears of an app's sign-in."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.services import TokenRefused
from apps.accounts.tests.door import PHONE, family_of
from apps.accounts.tests.factories import UserFactory
from apps.notifications.services import send_pending

pytestmark = pytest.mark.django_db


def refresh(pair, *, after=timedelta(0), ip=PHONE.ip):
    return accounts.refresh(
        token=pair.refresh_token, caller=PHONE._replace(ip=ip), now=timezone.now() + after
    )


def test_the_owner_of_a_reused_token_gets_a_letter(deliver_events):
    user = UserFactory(language="ru")
    pair = family_of(user)
    refresh(pair)
    with pytest.raises(TokenRefused):
        refresh(pair, after=timedelta(minutes=1))

    deliver_events()
    send_pending(now=timezone.now(), limit=10)

    [letter] = mail.outbox
    assert letter.to == [user.email]
    assert "/ru/account/devices/" in letter.body


def test_a_sign_in_that_moved_is_told_once_where_that_is_watched(deliver_events, settings):
    settings.DEVICE_BINDING = "notify"
    user = UserFactory()
    there = refresh(family_of(user), ip="198.51.100.1")
    refresh(there, ip="192.0.2.1")

    deliver_events()
    send_pending(now=timezone.now(), limit=10)

    [letter] = mail.outbox
    assert letter.to == [user.email]
