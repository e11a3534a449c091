"""R2.1: a code on its way to a phone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import PhoneCode
from apps.accounts.tests.factories import UserFactory
from apps.notifications.models import Message
from apps.notifications.selectors import records_of
from apps.notifications.services import say_goodbye, send_pending

pytestmark = pytest.mark.django_db

PHONE = "+998901112233"


@pytest.fixture(autouse=True)
def letters(settings, tmp_path):
    """Where short messages go in these tests."""
    settings.SMS_FILE_PATH = str(tmp_path)
    return tmp_path


def issue(code="123456", language="en"):
    accounts.send_phone_code(phone=PHONE, code=code, language=language)


def test_a_code_is_sent_in_its_readers_language_and_is_gone_then(deliver_events, letters, caplog):
    issue(language="ru")

    deliver_events()
    send_pending(now=timezone.now())

    [file] = letters.iterdir()
    assert f"To: {PHONE}" in file.read_text()
    assert "Bozor: ваш код 123456" in file.read_text()
    message = Message.objects.get()
    assert (message.state, message.channel, message.recipient) == ("sent", "sms", PHONE)
    assert not PhoneCode.objects.exists()
    assert "123456" not in message.key + message.failure + caplog.text


def test_a_code_that_is_over_is_not_sent(deliver_events, letters):
    issue()
    deliver_events()

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        send_pending(now=timezone.now())
        accounts.forget_phone_codes()

    assert list(letters.iterdir()) == []
    assert Message.objects.get().state == "failed"
    assert not PhoneCode.objects.exists()


def test_the_worker_is_woken_at_once(deliver_events, django_capture_on_commit_callbacks):
    """Who waits for a code doesn't wait for the next sweep."""
    issue()

    with django_capture_on_commit_callbacks() as woken:
        deliver_events()

    assert len(woken) == 1


def test_the_owner_of_a_number_hears_that_it_has_an_account(deliver_events, letters):
    accounts.tell_phone_of_account(phone=PHONE, language="en")

    deliver_events()
    send_pending(now=timezone.now())

    [file] = letters.iterdir()
    assert "you have an account" in file.read_text()
    assert not PhoneCode.objects.exists()


def test_messages_to_a_verified_number_are_a_persons_own_and_are_forgotten_with_them(
    deliver_events,
):
    owner = UserFactory(email=None, phone=PHONE, phone_verified_at=timezone.now())
    other = UserFactory(phone=PHONE)
    issue()
    deliver_events()
    send_pending(now=timezone.now())

    assert [row["kind"] for row in records_of(user_id=owner.pk)] == ["phone_code"]
    assert list(records_of(user_id=other.pk)) == []
    say_goodbye(user_id=other.pk)
    assert PHONE in Message.objects.get(kind="phone_code").key

    say_goodbye(user_id=owner.pk)

    kept = Message.objects.get(kind="phone_code")
    assert PHONE not in kept.key + kept.recipient
