"""The second factor: one secret, each code good once, recovery codes that nobody stores."""

import json
import re
import sys
import threading
import time
from importlib import import_module

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.headless.mfa.inputs import AuthenticateInput
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django_otp import devices_for_user, verify_token

from apps.accounts import mfa
from apps.accounts.models import SecondFactor
from apps.accounts.tests.codes import code_now
from apps.accounts.tests.factories import UserFactory
from apps.core.models import AuditEntry
from apps.core.sealing import is_current, unseal
from apps.core.tests.staff import enter

PASSWORD = "correct-horse-9"


def make_person(**known):
    made = UserFactory(**known)
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


@pytest.fixture
def user(db):
    return make_person(email="dilnoza@example.com")


@pytest.fixture
def person(client, user):
    """Signed in by password a moment ago."""
    sign_in(client, user)
    return client


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def enrol(client):
    """Turn the app on at its page; returns its secret."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    return secret


def codes_shown(client):
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    return re.findall(r"<li>([2-9a-z-]{14})</li>", page)


def everything_stored():
    """All that PostgreSQL holds of keys and sessions, sessions unpacked."""
    rows = [row.data for row in Authenticator.objects.all()]
    sessions = [row.get_decoded() for row in Session.objects.all()]
    return json.dumps([*rows, *sessions, *AuditEntry.objects.values("before", "after")])


def test_nowhere_does_allauth_name_a_class_of_its_own_that_keeps_or_checks_codes():
    """The contract behind `mfa.install`: a new place in allauth fails here, not in production."""
    for name in ("allauth.headless.mfa.views", "allauth.mfa.urls", "allauth.headless.urls"):
        import_module(name)
    theirs = (mfa.OneUseTOTP.__base__, mfa.HashedRecoveryCodes.__base__)
    assert [kind.__module__ for kind in theirs] == [
        "allauth.mfa.totp.internal.auth",
        "allauth.mfa.recovery_codes.internal.auth",
    ]

    places = [
        (module.__name__, name)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("allauth")
        for name, value in vars(module).items()
        if any(value is kind for kind in theirs)
    ]

    assert places == []


def test_the_key_of_an_app_lies_sealed(person, user):
    """R3.3"""
    secret = enrol(person)

    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert unseal(stored) == secret
    assert secret not in everything_stored()


def test_the_key_is_shown_as_a_picture_that_the_policy_allows(person):
    answer = person.get(reverse("mfa_activate_totp"))

    assert 'src="data:image/svg+xml;base64,' in answer.content.decode()
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_recovery_codes_are_shown_once_and_the_database_never_holds_one(person, user):
    """R3.3"""
    enrol(person)
    before_showing = everything_stored()

    codes = codes_shown(person)

    assert len(codes) == 10
    for stored in (before_showing, everything_stored()):
        for code in codes:
            assert code not in stored
            assert code.replace("-", "") not in stored
    assert codes_shown(person) == []
    assert person.get(reverse("mfa_download_recovery_codes")).status_code == 403
    hashes = Authenticator.objects.get(user=user, type="recovery_codes").data["hashes"]
    assert (
        not Authenticator.objects.get(user=user, type="recovery_codes")
        .wrap()
        .validate_code(hashes[0])
    )


def test_codes_made_in_another_session_are_not_shown(person, user):
    enrol(person)
    other = Client()
    other.force_login(user)
    session = other.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()

    assert codes_shown(other) == []
    assert len(codes_shown(person)) == 10


def test_new_recovery_codes_end_the_ones_before(person, user):
    enrol(person)
    old = codes_shown(person)

    person.post(reverse("mfa_generate_recovery_codes"))

    new = codes_shown(person)
    wrapper = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    assert len(new) == 10
    assert not wrapper.validate_code(old[0])
    assert wrapper.validate_code(new[0].upper().replace("-", " "))


def test_a_recovery_code_opens_the_account_once(person, user, client):
    """R3.3"""
    enrol(person)
    code = codes_shown(person)[0]
    for expected in (302, 200):
        client.logout()
        sign_in(client, user)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
    assert "_auth_user_id" not in client.session


def test_the_code_an_app_was_enrolled_with_does_not_sign_in_as_well(person, user, client):
    with time_machine.travel(time.time(), tick=False):
        secret = enrol(person)
        client.logout()
        sign_in(client, user)

        again = client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        later = client.post(reverse("mfa_authenticate"), {"code": code_now(secret, steps=1)})

    assert again.status_code == 200
    assert "wrong, or was used already" in again.content.decode()
    assert later.status_code == 302


def test_a_code_used_at_one_door_is_refused_at_every_other(user):
    """R3.3"""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    request = RequestFactory().post("/")
    request.session = {}
    with time_machine.travel(time.time(), tick=False), context.request_context(request):
        code = code_now(secret)
        assert AuthenticateForm(user=user, data={"code": code}).is_valid()
        cache.clear()

        for door in (AuthenticateForm, ReauthenticateForm, AuthenticateInput):
            assert not door(user=user, data={"code": code}).is_valid(), door
        device = next(devices_for_user(user))
        assert verify_token(user, device.persistent_id, code) is None
        # Neither is an older one that was never used.
        assert not AuthenticateForm(user=user, data={"code": code_now(secret, steps=-1)}).is_valid()
        assert verify_token(user, device.persistent_id, code_now(secret, steps=1)) == device


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(user, steps, is_right):
    secret = generate_totp_secret()
    wrapper = TOTP.activate(user, secret)
    with time_machine.travel(time.time(), tick=False):
        assert wrapper.validate_code(code_now(secret, steps=steps)) is is_right


@pytest.mark.parametrize("code", ["", "12345", "x" * 10_000, "１２３４５６", "\x00" * 6, "-" * 12])
def test_what_is_no_code_is_refused(user, code):
    totp, recovery = TOTP.activate(user, generate_totp_secret()), RecoveryCodes.activate(user)

    assert not totp.validate_code(code)
    assert not recovery.validate_code(code)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_of_many_requests_with_one_code_at_the_same_moment_one_gets_in(kind):
    """R3.3"""
    user = UserFactory()
    secret = generate_totp_secret()
    request = RequestFactory().post("/")
    request.session = {}
    if kind == "totp":
        TOTP.activate(user, secret)
        code = code_now(secret)
    else:
        with context.request_context(request):
            wrapper = RecoveryCodes.activate(user)
            wrapper.mark_as_viewed()
            code = wrapper.get_unused_codes()[0]
    barrier, answers = threading.Barrier(6), []

    def try_it():
        row = Authenticator.objects.get(user=user, type=kind)
        barrier.wait()
        try:
            answers.append(row.wrap().validate_code(code))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _number in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(answers) == [False] * 5 + [True]


def test_django_otp_believes_the_factor_until_it_is_taken_away(person, user, client, rf):
    enrol(person)
    device_id = person.session["otp_device_id"]
    assert device_id == f"django_otp.secondfactor/{Authenticator.objects.get(type='totp').pk}"
    assert person.get(reverse("mfa_index")).wsgi_request.user.is_verified()

    person.post(reverse("mfa_deactivate_totp"))

    assert not SecondFactor.objects.filter(user=user).exists()
    assert not person.get(reverse("mfa_index")).wsgi_request.user.is_verified()
    assert "otp_device_id" not in person.session


def test_a_recovery_code_counts_for_django_otp_and_a_password_does_not(person, user, client):
    enrol(person)
    code = codes_shown(person)[0]
    client.logout()
    sign_in(client, user)
    assert "otp_device_id" not in client.session

    client.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get(reverse("mfa_index")).wsgi_request.user.is_verified()


def test_somebody_elses_device_in_a_session_verifies_nobody(client, user):
    foreign = TOTP.activate(UserFactory(), generate_totp_secret()).instance
    client.force_login(user)
    session = client.session
    session["otp_device_id"] = f"django_otp.secondfactor/{foreign.pk}"
    session.save()

    assert not client.get(reverse("mfa_index")).wsgi_request.user.is_verified()


def test_after_a_new_sealing_key_the_secret_is_sealed_anew_by_command_and_by_use(user, settings):
    secret = generate_totp_secret()
    used, waiting = TOTP.activate(user, secret), TOTP.activate(UserFactory(), secret)
    new = Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, *settings.SEALING_KEYS]

    assert used.validate_code(code_now(secret))
    assert is_current(Authenticator.objects.get(pk=used.instance.pk).data["secret"])
    call_command("reseal_factors", dry_run=True, verbosity=0)
    waiting.instance.refresh_from_db()
    assert not is_current(waiting.instance.data["secret"])
    call_command("reseal_factors", verbosity=0)

    settings.SEALING_KEYS = [new]
    waiting.instance.refresh_from_db()
    assert waiting.validate_code(code_now(secret))


def test_every_change_of_a_key_stands_in_the_trail_and_on_the_page(
    person, user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        enrol(person)
    with django_capture_on_commit_callbacks(execute=True):
        person.post(reverse("mfa_deactivate_totp"))
    person.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "another-horse-7", "password2": "another-horse-7"},
    )

    actions = list(AuditEntry.objects.order_by("pk").values_list("action", "subject"))
    page = person.get(reverse("mfa_index")).content.decode()
    assert ("accounts.factor_added", f"user:{user.pk}") in actions
    assert ("accounts.factor_removed", f"user:{user.pk}") in actions
    assert actions[-1] == ("accounts.password_changed", f"user:{user.pk}")
    for words in (
        "An authenticator app was added",
        "The authenticator app was removed",
        "The password was changed",
    ):
        assert words in page


def test_the_page_of_keys_costs_the_same_for_one_passkey_and_for_ten(
    client, user, django_assert_max_num_queries
):
    for number in range(10):
        Authenticator.objects.create(
            user=user, type="webauthn", data={"name": f"Key {number}", "credential": {}}
        )
    client.force_login(user)
    # Session, its device, user, factors, address, changes; the page's own badge and language.
    with django_assert_max_num_queries(9):
        page = client.get(reverse("mfa_index"))
    assert page.content.decode().count("opens by itself") == 0
    assert page.content.decode().count("Rename") == 10


def test_a_stranger_sees_none_of_it_and_cannot_touch_anothers_passkey(client, user):
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Mine", "credential": {}}
    )
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "accounts:sign-in-again"):
        assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    sign_in(client, make_person())

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 404
        assert client.post(reverse(name, args=[key.pk]), {"name": "Yours"}).status_code == 404

    key.refresh_from_db()
    assert key.data["name"] == "Mine"


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        '{"id": 1}',
        '{"id": "x", "rawId": "x", "type": "public-key", "response": []}',
        '{"id": "x", "rawId": "eA", "type": "public-key", "response": {"userHandle": "!!"}}',
        json.dumps(
            {
                "id": "eA",
                "rawId": "eA",
                "type": "public-key",
                "response": {
                    "clientDataJSON": "e30",
                    "authenticatorData": "A" * 50,
                    "signature": "AA",
                    "userHandle": "bm9ib2R5",
                },
            }
        ),
    ],
)
def test_a_malformed_passkey_opens_nothing_and_breaks_nothing(client, person, user, credential):
    login = reverse("mfa_login_webauthn")
    stranger = Client()
    stranger.get(login, headers={"accept": "application/json"})
    person.get(reverse("mfa_add_webauthn"))

    refused = stranger.post(login, {"credential": credential})
    added = person.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": credential})

    assert refused.status_code == 302
    assert "_auth_user_id" not in stranger.session
    assert added.status_code in (200, 422)
    assert not Authenticator.objects.exists()


def test_a_passkeys_name_fits_the_page(person, user):
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Mine", "credential": {}}
    )
    # A passkey is a second factor: the password of a moment ago is no proof any more.
    address = reverse("mfa_edit_webauthn", args=[key.pk])
    assert person.post(address, {"name": "x"}).status_code == 302
    enter(person, user)

    long = person.post(address, {"name": "x" * 61})
    right = person.post(address, {"name": "<b>Phone"})

    assert (long.status_code, right.status_code) == (200, 302)
    assert "&lt;b&gt;Phone" in person.get(reverse("mfa_index")).content.decode()
