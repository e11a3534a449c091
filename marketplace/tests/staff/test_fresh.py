"""A fresh proof before grave steps, and the way back to what one did."""

import json
import time
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.codes import code_now
from apps.accounts.tests.factories import UserFactory
from apps.core.tests.staff import enter
from apps.core.web.fresh import has_fresh_proof
from apps.payments.models import Refund
from apps.payments.tests.factories import paid_payment

PASSWORD = "correct-horse-9"
NEW = {"oldpassword": PASSWORD, "password1": "another-horse-7", "password2": "another-horse-7"}
LATER = timedelta(minutes=11).total_seconds()


@pytest.fixture
def user(db):
    made = UserFactory()
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


@pytest.fixture
def person(client, user):
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def request_with(user, *records):
    request = RequestFactory().get("/")
    request.user = user
    request.session = {
        "account_authentication_methods_user": str(user.pk),
        "account_authentication_methods": [
            {"method": method, "at": time.time() - minutes * 60} for method, minutes in records
        ],
    }
    return request


@pytest.mark.parametrize(
    ("has_factor", "records", "is_fresh"),
    [
        (False, [("password", 9)], True),
        (False, [("password", 11)], False),
        (False, [("socialaccount", 1)], True),
        (False, [], False),
        (True, [("mfa", 9)], True),
        (True, [("mfa", 11)], False),
        (True, [("password", 0)], False),
        (True, [("mfa", 11), ("password", 0)], False),
        (True, [("mfa", 11), ("mfa", 0)], True),
    ],
)
def test_the_last_proof_counts_for_ten_minutes_and_a_password_only_where_there_is_no_more(
    user, has_factor, records, is_fresh
):
    """R3.4"""
    if has_factor:
        TOTP.activate(user, generate_totp_secret())

    assert has_fresh_proof(request_with(user, *records)) is is_fresh


def test_a_proof_of_somebody_else_in_the_same_session_is_none(user):
    request = request_with(user, ("password", 0))
    request.user = UserFactory()

    assert not has_fresh_proof(request)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_change_password", NEW),
        ("account_email", {"action_add": "", "email": "thief@example.com"}),
        ("mfa_activate_totp", {"code": "123456"}),
        ("mfa_add_webauthn", {"credential": "{}"}),
        ("mfa_generate_recovery_codes", {}),
    ],
)
def test_a_change_of_keys_long_after_the_login_asks_for_the_password_first(
    person, user, name, sent
):
    """R3.4"""
    with time_machine.travel(time.time() + LATER):
        answer = person.post(reverse(name), sent)

    user.refresh_from_db()
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert user.check_password(PASSWORD)
    assert not EmailAddress.objects.filter(email="thief@example.com").exists()
    assert not Authenticator.objects.exists()


def test_the_new_password_does_not_wait_in_the_session_for_the_proof(person):
    with time_machine.travel(time.time() + LATER):
        person.post(reverse("account_change_password"), NEW)

    assert "another-horse-7" not in json.dumps(dict(person.session))


def test_after_the_proof_the_address_sent_before_it_gets_its_letter(person):
    with time_machine.travel(time.time() + LATER):
        address = reverse("account_email")
        asked = person.post(address, {"action_add": "", "email": "mine@example.com"})
        wrong = person.post(asked.url, {"password": "wrong", "next": address})
        assert wrong.status_code == 200
        assert mail.outbox == []

        person.post(asked.url, {"password": PASSWORD, "next": address})

    assert [letter.to for letter in mail.outbox if letter.to == ["mine@example.com"]]


def test_who_has_a_second_factor_cannot_prove_themselves_by_the_password(person, user):
    """R3.4"""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    address = reverse("account_change_password")

    asked = person.get(address)
    by_password = person.post(
        reverse("account_reauthenticate"), {"password": PASSWORD, "next": address}
    )
    still = person.get(address)
    person.post(asked.url, {"code": code_now(secret), "next": address})

    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert by_password.url.startswith(reverse("mfa_reauthenticate"))
    assert still.status_code == 302
    assert person.get(address).status_code == 200


def test_who_has_only_a_passkey_is_asked_for_it_before_the_recovery_codes(person, user):
    RecoveryCodes.activate(user)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "x", "credential": {}})

    asked = person.get(reverse("account_change_password"))

    assert asked.url.startswith(reverse("mfa_reauthenticate_webauthn"))


def test_a_proof_leads_nowhere_but_home(person, user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    answer = person.post(
        reverse("mfa_reauthenticate"), {"code": code_now(secret), "next": "https://evil.example/"}
    )

    assert answer.status_code == 302
    assert answer.url.startswith("/")


def test_who_has_neither_password_nor_factor_signs_in_again(client, user):
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    address = reverse("mfa_activate_totp")

    asked = client.get(address)
    page = client.get(asked.url)
    left = client.post(asked.url, {"next": address})

    assert asked.url.startswith(reverse("accounts:sign-in-again"))
    assert f'value="{address}"' in page.content.decode()
    assert left.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("accounts:sign-in-again") + "?next=https://evil.example").url


def test_htmx_leaves_the_page_for_the_proof_and_puts_nothing_into_a_fragment(person):
    with time_machine.travel(time.time() + LATER):
        answer = person.post(
            reverse("account_change_password"), NEW, headers={"hx-request": "true"}
        )

    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith(reverse("account_reauthenticate"))


@pytest.fixture
def admin(db):
    return UserFactory(is_staff=True, is_superuser=True)


def step_of(payment):
    return reverse("admin:payments_payment_step", args=[payment.pk, "refund"])


def test_a_large_refund_in_the_panel_asks_again_and_then_goes_on_with_what_was_sent(
    client, admin, settings
):
    """R3.4"""
    payment = paid_payment()
    settings.FRESH_PROOF_REFUND_FROM = payment.amount
    secret = generate_totp_secret()
    TOTP.activate(admin, secret)
    enter(client, admin, minutes_ago=11)
    sent = {"reason": "the parcel was empty"}

    looked = client.get(step_of(payment))
    asked = client.post(step_of(payment), sent)
    assert looked.url.startswith(reverse("mfa_reauthenticate"))
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert not Refund.objects.exists()
    client.post(asked.url, {"code": code_now(secret), "next": step_of(payment)})

    assert Refund.objects.count() == 1


def test_a_small_refund_in_the_panel_goes_through_with_the_proof_of_the_entrance(
    client, admin, settings
):
    payment = paid_payment()
    settings.FRESH_PROOF_REFUND_FROM = payment.amount + Decimal(1)
    enter(client, admin, minutes_ago=11)

    client.post(step_of(payment), {"reason": "the parcel was empty"})

    assert Refund.objects.count() == 1


def test_the_panel_is_shut_without_a_second_factor_and_when_it_is_taken_away(client, admin):
    """R16.2"""
    home = reverse("admin:index")
    client.force_login(admin)
    outside = client.get(home)
    assert outside.status_code == 302
    assert reverse("admin:login") in outside.url
    enter(client, admin)
    assert client.get(home).status_code == 200

    Authenticator.objects.filter(user=admin).delete()

    assert client.get(home).status_code == 302


def test_a_session_that_only_says_it_had_a_second_factor_does_not_enter_the_panel(client, admin):
    """The record of the login is not enough: the factor itself is looked up."""
    enter(client, admin)
    session = client.session
    del session["otp_device_id"]
    session.save()

    assert client.get(reverse("admin:index")).status_code == 302
    assert Client().get(reverse("admin:index")).status_code == 302
    assert User.objects.filter(pk=admin.pk, is_staff=True).exists()
