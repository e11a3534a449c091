"""R3.3: the letters about a person's own data."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.tests.door import confirmed
from apps.accounts.tests.factories import UserFactory
from apps.notifications import services
from apps.notifications.models import Message

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def test_a_letter_brings_the_way_to_an_archive(deliver_events):
    user = confirmed()
    export = accounts.request_export(user=user)
    accounts.make_export(export_id=export.pk, now=NOW)

    deliver_events()
    services.send_pending(now=timezone.now())

    [letter] = mail.outbox
    assert letter.to == [user.email]
    assert "/account/data/" in letter.body


def test_only_the_last_letter_goes_to_the_old_address_and_earlier_ones_lose_it():
    user = confirmed()
    email = user.email
    services.notify(
        kind="person_erased", subject_id=user.pk, recipients=[("other@example.com", "en")]
    )
    export = accounts.request_export(user=user)
    services.notify(kind="data_export_ready", subject_id=export.pk, recipients=[(email, "en")])
    services.send_pending(now=timezone.now())
    mail.outbox.clear()
    services.notify(
        kind="data_export_ready",
        subject_id=export.pk,
        recipients=[(email, "en")],
        occasion="asked for again",
    )

    accounts.erase_person(user=user, now=NOW)
    services.send_pending(now=timezone.now())

    assert [letter.to for letter in mail.outbox] == [[email]]
    kept = Message.objects.exclude(kind="person_erased").get()
    assert email not in kept.key + kept.recipient


@pytest.mark.parametrize("whose", ["this one", "the next one"])
def test_a_letter_on_its_way_leaves_no_address_behind_and_none_goes_after_it(monkeypatch, whose):
    first, second = confirmed(), UserFactory(email="second@example.com")
    erased = first if whose == "this one" else second
    for user in (first, second):
        export = accounts.request_export(user=user)
        to = [(user.email, user.language)]
        services.notify(kind="data_export_ready", subject_id=export.pk, recipients=to)
    sent = []

    class Slow:
        def send(self, letter):
            if not sent:
                services.say_goodbye(user_id=erased.pk)
            sent.append(letter.recipient)

    monkeypatch.setattr(services, "channel_named", lambda name: Slow())
    services.send_pending(now=timezone.now())
    monkeypatch.undo()
    services.send_pending(now=timezone.now())

    assert sent == ([first.email] if erased == second else [first.email, second.email])
    assert not Message.objects.filter(recipient=erased.email).exists()
    assert not Message.objects.filter(key__contains=erased.email).exists()


def test_a_refused_letter_says_why_and_not_whose(monkeypatch):
    user = confirmed()
    export = accounts.request_export(user=user)
    to = [(user.email, "en")]
    services.notify(kind="data_export_ready", subject_id=export.pk, recipients=to)

    def refuse(message):
        raise SMTPRecipientsRefused({user.email: (550, f"no {user.email} here".encode())})

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    services.send_pending(now=timezone.now())

    row = Message.objects.get(kind="data_export_ready")
    assert (row.state, row.failure) == ("failed", "refused: 550")
