"""R3.3: data to take along, answers that are remembered, and being forgotten."""

import json
import threading
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts import selectors, services, tasks
from apps.accounts.models import Consent, DataExport, ExportState, User
from apps.accounts.tests.door import PASSWORD, confirmed, devices, log_in
from apps.accounts.tests.factories import AddressFactory
from apps.core.errors import Conflict, TooMany
from apps.core.people import keepers
from apps.media.tests.test_services import photo as picture

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def user():
    return confirmed(name="Malika Rahimova", phone="+998901234567")


@pytest.fixture
def person(client, user):
    """Signed in by password a moment ago."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def made_export(user):
    export = services.request_export(user=user)
    tasks.make_export(export_id=str(export.pk))
    export.refresh_from_db()
    return export


def records(answer):
    archive = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    return {
        name: [json.loads(line) for line in archive.read(name).splitlines()]
        for name in archive.namelist()
    }


def test_an_archive_holds_all_subjects_and_only_its_owner_fetches_it(person, user):
    AddressFactory(user=user, street="Navoi 7")
    AddressFactory(street="Somebody else's 1")
    export = made_export(user)

    answer = person.get(reverse("accounts:data-download", args=[export.pk]))

    found = records(answer)
    assert {name.removesuffix(".jsonl") for name in found} == {k.subject for k in keepers()}
    account = found["account.jsonl"]
    assert account[0]["email"] == user.email
    assert [row["street"] for row in account if row["kind"] == "address"] == ["Navoi 7"]
    assert user.password not in json.dumps(found)
    assert "no-store" in answer["Cache-Control"]


def test_somebody_elses_archive_is_not_found(person):
    theirs = made_export(confirmed())

    assert person.get(reverse("accounts:data-download", args=[theirs.pk])).status_code == 404


def test_an_archive_is_fetched_only_after_a_fresh_proof_and_by_nobody_unknown(client, person, user):
    address = reverse("accounts:data-download", args=[made_export(user).pk])

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        asked = person.get(address)
    client.logout()

    assert asked.status_code == 302
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.get(address).url.startswith(reverse("account_login"))


def test_one_archive_is_made_at_a_time_and_not_too_many_a_day(user):
    services.request_export(user=user)

    with pytest.raises(Conflict):
        services.request_export(user=user)
    with pytest.raises(Conflict):
        services.request_export(user=user)
    with pytest.raises(TooMany):
        services.request_export(user=user)
    assert DataExport.objects.count() == 1


def test_making_it_twice_gives_one_and_a_lost_worker_is_replaced(user):
    export = services.request_export(user=user)
    for _ in range(2):
        services.make_export(export_id=export.pk, now=NOW)
    export.refresh_from_db()
    assert export.state == ExportState.READY
    lost = services.request_export(user=confirmed())

    DataExport.objects.filter(pk=lost.pk).update(updated_at=NOW - timedelta(hours=1))
    assert selectors.waiting_exports() == [lost.pk]


def test_after_a_week_the_archive_is_gone(person, user):
    export = made_export(user)
    storage, name = export.file.storage, export.file.name

    services.forget_exports(now=timezone.now() + timedelta(days=8))

    assert not storage.exists(name)
    assert person.get(reverse("accounts:data-download", args=[export.pk])).status_code == 404


def test_each_answer_is_kept_and_the_latest_holds(person, user):
    for news in ("on", ""):
        person.post(reverse("accounts:data-consent"), {"news": news} if news else {})

    answers = Consent.objects.filter(kind="marketing").order_by("pk")
    assert list(answers.values_list("is_given", "ip")) == [
        (True, "127.0.0.1"),
        (False, "127.0.0.1"),
    ]
    assert not selectors.has_consented(user=user, kind="marketing")


def test_who_registers_has_agreed_to_the_terms_of_that_day(client):
    sent = {"name": "Nodira", "email": "n@example.com", "password1": "another-horse-7"}
    client.post(reverse("account_signup"), sent)

    rows = Consent.objects.order_by("kind").values_list("kind", "document", "is_given")
    assert list(rows) == [
        ("privacy", services.CONSENTS["privacy"], True),
        ("terms", services.CONSENTS["terms"], True),
    ]


def test_an_erased_person_leaves_nothing_but_a_row(
    person, user, published, django_capture_on_commit_callbacks
):
    AddressFactory(user=user)
    token = log_in(user)["access_token"]
    export = made_export(user)

    with django_capture_on_commit_callbacks(execute=True):
        left = person.post(reverse("accounts:erase"), {"is_sure": "on"})

    assert left.url == "/en/"
    gone = User.objects.get(pk=user.pk)
    assert (gone.email, gone.name, str(gone.phone), gone.photo) == (None, "", "", None)
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert gone.addresses.count() == gone.emailaddress_set.count() == 0
    assert not export.file.storage.exists(export.file.name)
    assert person.get(reverse("accounts:data")).status_code == 302
    assert devices(token).status_code == 401
    assert "accounts.PersonErased" in published()


def test_erasing_twice_changes_nothing(user, published):
    services.erase_person(user=user, now=NOW)
    services.erase_person(user=user, now=NOW)

    assert published().count("accounts.PersonErased") == 1


def test_nobody_is_erased_by_half_a_form_or_a_stale_proof(client, person, user):
    assert person.post(reverse("accounts:erase"), {}).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert person.post(reverse("accounts:erase"), {"is_sure": "on"}).status_code == 302

    user.refresh_from_db()
    assert user.erased_at is None


def test_a_crash_in_the_middle_leaves_everything(user, monkeypatch):
    AddressFactory(user=user)

    def crash(**_all):
        raise RuntimeError("the machine was switched off")

    monkeypatch.setattr("apps.accounts.services.privacy.end_everything", crash)
    with pytest.raises(RuntimeError):
        services.erase_person(user=user, now=NOW)

    user.refresh_from_db()
    assert (user.name, user.addresses.count()) == ("Malika Rahimova", 1)


@pytest.mark.django_db(transaction=True)
def test_an_order_placed_while_being_erased_waits_and_is_refused():
    user = confirmed()
    held, answers = threading.Event(), []

    def erase():
        with transaction.atomic():
            services.erase_person(user=user, now=NOW)
            held.set()
            threading.Event().wait(0.5)
        connection.close()

    def hold():
        held.wait(5)
        try:
            with transaction.atomic():
                services.hold_person(user=user)
                answers.append("held")
        except Conflict:
            answers.append("refused")
        connection.close()

    threads = [threading.Thread(target=run) for run in (erase, hold)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == ["refused"]


def test_a_photo_is_made_anew_shown_and_taken_away(person, user):
    known = {"name": "Malika", "language": "en", "birthday": "1990-05-01"}
    photo = BytesIO(picture())
    photo.name = "me.jpg"

    person.post(reverse("accounts:profile"), known | {"photo": photo})
    user.refresh_from_db()
    assert str(user.birthday) == "1990-05-01"
    assert "profile-photo" in person.get(reverse("accounts:profile")).content.decode()
    person.post(reverse("accounts:profile"), known | {"drop_photo": "on"})

    user.refresh_from_db()
    assert user.photo is None


@pytest.mark.parametrize("birthday", ["1800-01-01", "2999-01-01", "soon"])
def test_a_birthday_nobody_has_is_refused(person, user, birthday):
    sent = {"name": "M", "language": "en", "birthday": birthday}

    assert person.post(reverse("accounts:profile"), sent).status_code == 422


def test_a_file_that_is_no_picture_is_refused(person, user):
    sent = {"name": "M", "language": "en", "photo": SimpleUploadedFile("me.svg", b"<svg/>")}

    answer = person.post(reverse("accounts:profile"), sent)

    user.refresh_from_db()
    assert answer.status_code in (413, 422)
    assert (user.photo, user.name) == (None, "Malika Rahimova")


def test_another_phone_is_not_a_verified_one(user):
    services.set_phone(user=user, phone="+998901234567", is_verified=True)

    services.save_profile(user=user, name="M", phone="+998907654321", language="en")

    assert selectors.person_by_phone(phone="+998907654321") is None
    assert selectors.person_by_phone(phone="+998901234567") is None
