"""How an app's tokens are renewed, and what ends them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.accounts import services
from apps.accounts.tests.door import (
    PASSWORD,
    confirmed,
    devices,
    family_of,
    in_browser,
    log_in,
    post,
    refused,
)
from apps.core.actors import Actor

pytestmark = pytest.mark.django_db
# What Redis is told comes after the commit.
committing = pytest.mark.django_db(transaction=True)
STAFF = Actor(role="staff", user_id=None)


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
