"""The API's doors, as an app walks through them."""

import time

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import resolve

from apps.accounts.models import TokenFamily
from apps.accounts.tests.codes import code_now
from apps.accounts.tests.door import (
    PASSWORD,
    PROBLEM,
    confirmed,
    devices,
    log_in,
    post,
    refused,
    with_app,
)
from apps.accounts.tests.factories import UserFactory
from apps.core import roles

pytestmark = pytest.mark.django_db


class TestLogin:
    def test_email_and_password_give_tokens_and_no_cookie(self):
        user = confirmed()

        answer = post("login", {"email": user.email, "password": PASSWORD, "device": "Pixel 9"})

        assert answer.status_code == 200
        assert set(answer.json()) == {"access_token", "refresh_token", "expires_in_s"}
        assert answer.json()["expires_in_s"] == 600
        assert not answer.cookies
        [device] = devices(answer.json()["access_token"]).json()
        assert (device["name"], device["kind"], device["is_current"]) == ("Pixel 9", "app", True)

    @pytest.mark.parametrize("email", ["known", "nobody@example.com"])
    def test_a_wrong_password_and_an_unknown_address_are_refused_alike(self, email):
        user = confirmed()

        answer = post(
            "login", {"email": user.email if email == "known" else email, "password": "wrong"}
        )

        assert refused(answer, 401, "accounts.wrong_credentials")
        assert not TokenFamily.objects.exists()

    def test_a_second_factor_is_asked_before_any_token(self):
        user = confirmed()
        secret = with_app(user)

        first = post("login", {"email": user.email, "password": PASSWORD, "device": "Pixel 9"})

        assert (first.status_code, first.json()["next"]) == (202, "second_step")
        assert "access_token" not in first.json()
        token = first.json()["login_token"]
        wrong = post("second-step", {"login_token": token, "code": "000000"})
        assert refused(wrong, 422, "accounts.wrong_code")
        right = post("second-step", {"login_token": token, "code": code_now(secret)})
        assert right.status_code == 200
        assert devices(right.json()["access_token"]).json()[0]["name"] == "Pixel 9"

    def test_a_login_token_is_over_once_it_was_used(self):
        user = confirmed()
        secret = with_app(user)
        first = post("login", {"email": user.email, "password": PASSWORD}).json()
        step = {"login_token": first["login_token"], "code": code_now(secret)}
        assert post("second-step", step).status_code == 200

        again = post("second-step", step | {"code": code_now(secret, steps=1)})

        assert refused(again, 401, "accounts.login_over")

    def test_a_login_token_is_over_after_a_quarter_of_an_hour(self):
        user = confirmed()
        secret = with_app(user)
        first = post("login", {"email": user.email, "password": PASSWORD}).json()

        with time_machine.travel(time.time() + 901, tick=True):
            late = post(
                "second-step", {"login_token": first["login_token"], "code": code_now(secret)}
            )

        assert refused(late, 401, "accounts.login_over")

    def test_a_code_of_the_app_opens_one_door_once(self):
        """R2.3: the same code doesn't open a second login."""
        user = confirmed()
        code = code_now(with_app(user))
        tokens = [
            post("login", {"email": user.email, "password": PASSWORD}).json()["login_token"]
            for _number in range(2)
        ]

        answers = [post("second-step", {"login_token": each, "code": code}) for each in tokens]

        assert [each.status_code for each in answers] == [200, 422]

    def test_a_browsers_session_is_no_login_token(self, client):
        user = confirmed()
        client.force_login(user)
        key = client.cookies["sessionid"].value

        for path in ("second-step", "verify-email", "code/confirm"):
            answer = post(path, {"login_token": key, "code": "123456"})
            assert refused(answer, 401, "accounts.login_over")
        assert not TokenFamily.objects.exists()

    def test_an_unconfirmed_address_waits_for_its_code(self):
        user = UserFactory()
        EmailAddress.objects.create(user=user, email=user.email, primary=True)

        answer = post("login", {"email": user.email, "password": PASSWORD})

        assert (answer.status_code, answer.json()["next"]) == (202, "verify_email")

    def test_who_was_shut_out_gets_no_tokens(self):
        user = confirmed(is_active=False)

        answer = post("login", {"email": user.email, "password": PASSWORD})

        assert answer.status_code == 401
        assert not TokenFamily.objects.exists()


class TestAudience:
    def test_a_role_is_given_only_to_who_has_it(self, monkeypatch):
        user = confirmed()

        answer = post("login", {"email": user.email, "password": PASSWORD, "audience": "courier"})

        assert refused(answer, 403, "forbidden")
        assert not TokenFamily.objects.exists()
        # The login that got no tokens left no session behind.
        assert not Session.objects.exists()

    def test_staff_need_a_second_factor_in_an_app_too(self):
        user = confirmed(is_staff=True)
        answer = post("login", {"email": user.email, "password": PASSWORD, "audience": "staff"})
        assert refused(answer, 403, "forbidden")

        secret = with_app(user)
        first = post("login", {"email": user.email, "password": PASSWORD, "audience": "staff"})
        step = {"login_token": first.json()["login_token"], "code": code_now(secret)}
        tokens = post("second-step", step).json()

        assert devices(tokens["access_token"]).status_code == 200
        assert TokenFamily.objects.get().audience == "staff"

    def test_a_token_opens_only_endpoints_of_its_audience(self, monkeypatch):
        monkeypatch.setitem(roles._holders, "courier", lambda *, user: True)
        courier = log_in(confirmed(), audience="courier")["access_token"]
        shopper = log_in(confirmed())["access_token"]

        def orders(token):
            return Client().get("/api/v1/orders/", headers={"authorization": f"Bearer {token}"})

        assert orders(shopper).status_code == 200
        assert refused(orders(courier), 403, "forbidden")
        monkeypatch.setattr(_view("/api/v1/orders/"), "audiences", ("courier",), raising=False)
        assert orders(courier).status_code == 200
        assert refused(orders(shopper), 403, "forbidden")

    def test_a_guest_needs_no_token_but_a_bad_one_is_not_a_guests(self):
        guest = Client().get("/api/v1/products/")
        bad = Client().get("/api/v1/products/", headers={"authorization": "Bearer x.y.z"})

        assert guest.status_code == 200
        assert refused(bad, 401, "accounts.token_refused")


class TestGuessing:
    """R3.8"""

    @pytest.fixture(autouse=True)
    def _counted(self, settings):
        settings.AXES_ENABLED = True
        settings.AXES_FAILURE_LIMIT = 3

    def guess(self, user, *, times, password="wrong"):
        return [
            post("login", {"email": user.email, "password": password}) for _number in range(times)
        ]

    def test_guessing_passwords_through_the_api_locks_the_page_too(self, client):
        user = confirmed()

        *_tries, last = self.guess(user, times=4)

        assert refused(last, 429, "too_many")
        [right] = self.guess(user, times=1, password=PASSWORD)
        assert right.status_code == 429
        page = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
        assert page.status_code == 429
        assert not TokenFamily.objects.exists()

    def test_guessing_on_the_page_locks_the_api_too(self, client):
        user = confirmed()
        for _number in range(4):
            client.post("/en/account/login/", {"login": user.email, "password": "wrong"})

        [right] = self.guess(user, times=1, password=PASSWORD)

        assert refused(right, 429, "too_many")

    def test_a_stranger_elsewhere_does_not_lock_the_owner_out(self):
        user = confirmed()
        self.guess(user, times=4)

        answer = Client(REMOTE_ADDR="198.51.100.9").post(
            "/api/v1/auth/login/",
            {"email": user.email, "password": PASSWORD},
            content_type="application/json",
        )

        assert answer.status_code == 200

    def test_codes_of_the_second_step_are_not_guessed_without_end(self, settings, client):
        """Whatever address the tries come from, and the page counts with the API."""
        settings.AXES_ENABLED = False
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"second-factor": (3, 600)}
        user = confirmed()
        secret = with_app(user)
        first = post("login", {"email": user.email, "password": PASSWORD}).json()
        step = {"login_token": first["login_token"], "code": "000000"}

        def guess(number, code):
            return post(
                "second-step",
                step | {"code": code},
                client=Client(REMOTE_ADDR=f"198.51.100.{number}"),
            )

        assert [guess(number, "000000").status_code for number in range(3)] == [422] * 3
        stopped = guess(4, code_now(secret))
        assert refused(stopped, 429, "too_many")
        assert int(stopped["Retry-After"]) > 0
        client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
        page = client.post("/en/account/2fa/authenticate/", {"code": code_now(secret)})
        assert page.status_code == 429


DOORS = ["register", "login", "second-step", "verify-email", "code", "code/confirm", "refresh"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "junk",
    [b"", b"{", b"[]", b"null", b'{"email": {"a": 1}, "password": [1]}', b'"\\u0000"'],
)
def test_junk_is_refused_as_a_problem(door, junk):
    answer = Client().post(f"/api/v1/auth/{door}/", junk, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == PROBLEM


def test_a_recovery_code_is_good_for_the_second_step_once():
    from allauth.mfa.recovery_codes.internal import auth

    user = confirmed()
    with_app(user)
    made = []
    keep = auth.RecoveryCodes._keep_until_shown
    auth.RecoveryCodes._keep_until_shown = lambda self, codes: made.extend(codes)
    try:
        auth.RecoveryCodes.activate(user)
    finally:
        auth.RecoveryCodes._keep_until_shown = keep
    tokens = [
        post("login", {"email": user.email, "password": PASSWORD}).json()["login_token"]
        for _number in range(2)
    ]

    answers = [post("second-step", {"login_token": each, "code": made[0]}) for each in tokens]

    assert [each.status_code for each in answers] == [200, 422]
    assert Authenticator.objects.filter(user=user).count() == 2


def _view(path):
    return resolve(path).func.view_class
