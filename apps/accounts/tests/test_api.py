"""The API's doors, as an app walks through them."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from apps.accounts import services
from apps.accounts.adapter import AccountAdapter
from apps.accounts.models import TokenFamily, User
from apps.accounts.tests.codes import code_now
from apps.accounts.tests.door import PASSWORD, confirmed, devices, family_of, log_in, post
from apps.accounts.tests.factories import UserFactory
from apps.core import roles
from apps.core.actors import Actor

pytestmark = pytest.mark.django_db
# What Redis is told comes after the commit.
committing = pytest.mark.django_db(transaction=True)
PROBLEM = "application/problem+json"
STAFF = Actor(role="staff", user_id=None)


def refused(answer, status, code):
    body = answer.json()
    found = (answer.status_code, answer["Content-Type"], body["code"])
    return found == (status, PROBLEM, code) and body["title"]


def in_browser(user):
    """A browser somebody signed in with by the page."""
    browser = Client()
    browser.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert browser.get("/api/v1/orders/").status_code == 200
    return browser


@pytest.fixture
def code(monkeypatch):
    """The code that every letter brings."""
    for name in ("generate_login_code", "generate_email_verification_code"):
        monkeypatch.setattr(AccountAdapter, name, lambda self: "482913")
    return "482913"


def with_app(user):
    """A person with an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


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


@committing
class TestRefreshAndEnd:
    def test_a_refresh_token_gives_the_next_pair_once(self):
        tokens = log_in(confirmed())

        first = post("refresh", {"refresh_token": tokens["refresh_token"]})
        again = post("refresh", {"refresh_token": tokens["refresh_token"]})

        assert first.status_code == 200
        assert refused(again, 409, "accounts.already_refreshed")
        assert devices(first.json()["access_token"]).status_code == 200

    def test_a_replayed_refresh_token_ends_the_login_for_both(self, published):
        tokens = log_in(confirmed())
        newer = post("refresh", {"refresh_token": tokens["refresh_token"]}).json()

        with time_machine.travel(timezone.now() + timedelta(seconds=11), tick=True):
            replay = post("refresh", {"refresh_token": tokens["refresh_token"]})
            assert refused(replay, 401, "accounts.token_refused")
            assert devices(newer["access_token"]).status_code == 401
            assert post("refresh", {"refresh_token": newer["refresh_token"]}).status_code == 401
        assert "accounts.RefreshTokenReused" in published()

    def test_an_access_token_is_over_after_ten_minutes(self):
        tokens = log_in(confirmed())

        with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
            assert refused(devices(tokens["access_token"]), 401, "accounts.token_refused")

    @pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
    def test_after_a_logout_no_token_of_the_device_is_good(self, kind):
        user = confirmed()
        tokens, other = log_in(user), log_in(user)

        assert post("logout", token=tokens["access_token"]).status_code == 204

        if kind == "access_token":
            assert devices(tokens[kind]).status_code == 401
        else:
            assert post("refresh", {kind: tokens[kind]}).status_code == 401
        assert devices(other["access_token"]).status_code == 200

    def test_logging_out_everywhere_ends_apps_and_browsers(self):
        user = confirmed()
        apps = [log_in(user) for _number in range(2)]
        browser = in_browser(user)
        assert browser.get("/api/v1/orders/").status_code == 200

        assert post("logout-everywhere", token=apps[0]["access_token"]).status_code == 204

        assert [devices(each["access_token"]).status_code for each in apps] == [401, 401]
        assert browser.get("/api/v1/orders/").status_code == 401

    def test_one_device_is_ended_and_somebody_elses_is_not_found(self):
        user, stranger = confirmed(), confirmed()
        mine, lost, theirs = log_in(user), log_in(user), log_in(stranger)
        listed = devices(mine["access_token"]).json()
        lost_id = next(each["id"] for each in listed if not each["is_current"])
        [their] = devices(theirs["access_token"]).json()

        def end(device_id):
            return (
                Client()
                .delete(
                    f"/api/v1/auth/devices/{device_id}/",
                    headers={"authorization": f"Bearer {mine['access_token']}"},
                )
                .status_code
            )

        for unknown in (their["id"], "a123", "b99999999", "b-1", "b٣", "x", "a" * 90):
            assert end(unknown) == 404
        assert end(lost_id) == 204
        assert devices(lost["access_token"]).status_code == 401
        assert devices(theirs["access_token"]).status_code == 200
        assert [each["id"] for each in devices(mine["access_token"]).json()] == [
            each["id"] for each in listed if each["is_current"]
        ]

    def test_all_others_are_ended_and_the_asking_one_goes_on(self):
        user = confirmed()
        mine, other = log_in(user), log_in(user)
        browser = in_browser(user)
        assert len(devices(mine["access_token"]).json()) == 3

        answer = Client().delete(
            "/api/v1/auth/devices/", headers={"authorization": f"Bearer {mine['access_token']}"}
        )

        assert answer.status_code == 204
        assert devices(other["access_token"]).status_code == 401
        assert browser.get("/api/v1/orders/").status_code == 401
        assert len(devices(mine["access_token"]).json()) == 1

    def test_a_browser_ends_all_others_and_stays(self):
        user = confirmed()
        app = log_in(user)
        client = in_browser(user)

        assert client.delete("/api/v1/auth/devices/").status_code == 204

        assert devices(app["access_token"]).status_code == 401
        [own] = client.get("/api/v1/auth/devices/").json()
        assert (own["kind"], own["is_current"]) == ("browser", True)

    def test_a_browsers_post_needs_its_csrf_token(self):
        known = in_browser(confirmed())
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = known.cookies

        assert post("logout-everywhere", client=browser).status_code == 403
        assert browser.get("/api/v1/orders/").status_code == 200


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


@committing
class TestWhatEndsTokens:
    """R2.1: effect at the next request."""

    def test_a_closed_account(self):
        user = confirmed()
        tokens = log_in(user)

        services.set_active(user_id=user.pk, is_active=False, by=STAFF)

        assert refused(devices(tokens["access_token"]), 401, "accounts.token_refused")
        assert post("refresh", {"refresh_token": tokens["refresh_token"]}).status_code == 401

    def test_staffs_rights_taken(self):
        user = confirmed(is_staff=True)
        pair = family_of(user)

        services.set_staff_role(user_id=user.pk, role="none", by=STAFF)

        assert devices(pair.access_token).status_code == 401

    def test_a_changed_password_ends_all_but_the_browser_it_was_changed_in(self):
        user = confirmed()
        tokens = log_in(user)
        client = in_browser(user)
        changed = client.post(
            "/en/account/password/change/",
            {
                "oldpassword": PASSWORD,
                "password1": "another-horse-10-battery",
                "password2": "another-horse-10-battery",
            },
        )
        assert changed.status_code == 302

        assert devices(tokens["access_token"]).status_code == 401
        assert post("refresh", {"refresh_token": tokens["refresh_token"]}).status_code == 401
        assert client.get("/api/v1/orders/").status_code == 200


class TestRegister:
    BODY = {"email": "new@example.com", "password": "correct-horse-9-battery", "name": "Aziza"}

    def test_a_new_person_confirms_the_address_and_is_in(self, code):
        answer = post("register", self.BODY)
        assert (answer.status_code, answer.json()["next"]) == (202, "verify_email")
        assert [each.to for each in mail.outbox] == [["new@example.com"]]

        done = post("verify-email", {"login_token": answer.json()["login_token"], "code": code})

        assert done.status_code == 200, done.content
        assert User.objects.get(email="new@example.com").name == "Aziza"

    def test_a_known_address_gets_the_same_answer_and_a_letter(self):
        confirmed(email="new@example.com")

        answer = post("register", self.BODY)

        assert (answer.status_code, answer.json()["next"]) == (202, "verify_email")
        assert User.objects.filter(email="new@example.com").count() == 1
        wrong = post(
            "verify-email", {"login_token": answer.json()["login_token"], "code": "ABCDEF"}
        )
        assert refused(wrong, 422, "accounts.wrong_code")

    def test_nobody_gives_themselves_rights(self):
        """Mass assignment."""
        body = self.BODY | {"is_staff": True, "is_superuser": True, "is_active": False, "id": "1"}

        assert post("register", body).status_code == 202

        user = User.objects.get(email="new@example.com")
        assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("email", "none"), ("password", "password"), ("password", ""), ("name", "")],
    )
    def test_what_cannot_be_is_said_by_field(self, field, value):
        answer = post("register", self.BODY | {field: value})

        assert refused(answer, 422, "invalid")
        assert field in answer.json()["errors"]
        assert not User.objects.exists()


class TestCode:
    def test_a_code_by_email_lets_somebody_in(self, code):
        user = confirmed()

        asked = post("code", {"email": user.email})
        done = post("code/confirm", {"login_token": asked.json()["login_token"], "code": code})

        assert (asked.status_code, asked.json()["next"]) == (202, "code")
        assert done.status_code == 200

    @pytest.mark.parametrize("whom", [{"email": "nobody@example.com"}, {"phone": "+998901112233"}])
    def test_an_unknown_person_gets_the_same_answer_and_no_way_in(self, whom):
        asked = post("code", whom)

        assert (asked.status_code, asked.json()["next"]) == (202, "code")
        answer = post(
            "code/confirm", {"login_token": asked.json()["login_token"], "code": "123456"}
        )
        assert refused(answer, 422, "accounts.wrong_code")

    def test_a_code_does_not_replace_the_second_factor(self, code):
        user = confirmed()
        secret = with_app(user)
        asked = post("code", {"email": user.email}).json()

        first = post("code/confirm", {"login_token": asked["login_token"], "code": code})
        assert (first.status_code, first.json()["next"]) == (202, "second_step")
        step = {"login_token": first.json()["login_token"], "code": code_now(secret)}

        assert post("second-step", step).status_code == 200


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
