"""R3.2: one list of browsers and apps; signing out from afar works from the next request on."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts import rules, services
from apps.accounts.tests.door import PASSWORD, confirmed, devices, family_of, log_in
from apps.accounts.tests.factories import UserFactory
from apps.core.actors import Actor

pytestmark = pytest.mark.django_db

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def user():
    return confirmed()


def browser(user, agent=CHROME):
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_in(client):
    return client.get(reverse("accounts:profile")).status_code == 200


@pytest.fixture
def mine(user):
    return browser(user)


def page_of(client):
    return client.get(reverse("accounts:devices"))


def test_browsers_and_apps_stand_in_one_list_with_the_present_one_first(user, mine):
    browser(user, IPHONE)
    log_in(user, device="Nodira's phone")

    shown = page_of(mine).context["devices"]

    assert (shown[0].name, shown[0].is_current) == ("Chrome, Windows", True)
    assert {row.name for row in shown[1:]} == {"Safari, iPhone", "Nodira's phone"}
    assert {row.kind for row in shown} == {"browser", "app"}
    assert not any(row.is_current for row in shown[1:])


@pytest.mark.parametrize("others", [1, 6])
def test_the_list_costs_the_same_however_many_devices(
    user, mine, others, django_assert_max_num_queries
):
    for _ in range(others):
        browser(user)

    with django_assert_max_num_queries(4):  # person, second factor, apps, browsers
        assert len(page_of(mine).context["devices"]) == others + 1


def test_one_browser_is_signed_out_and_the_others_stay(user, mine):
    stolen, kept = browser(user, IPHONE), browser(user)
    [row] = [each for each in page_of(mine).context["devices"] if "iPhone" in each.name]

    mine.post(reverse("accounts:device-end", args=[row.id]))

    assert not is_in(stolen)
    assert is_in(kept)
    assert is_in(mine)


def test_an_app_is_signed_out_from_the_browser(user, mine):
    token = log_in(user)["access_token"]
    [row] = [each for each in page_of(mine).context["devices"] if each.kind == "app"]

    mine.post(reverse("accounts:device-end", args=[row.id]))

    assert devices(token).status_code == 401


def test_all_others_are_signed_out_at_once(user, mine):
    other, token = browser(user), log_in(user)["access_token"]

    mine.post(reverse("accounts:devices-end-others"))

    assert (is_in(other), devices(token).status_code, is_in(mine)) == (False, 401, True)


def test_nobody_signs_out_somebody_else(user, mine):
    stranger = confirmed()
    theirs = browser(stranger)
    family_of(stranger)
    rows = page_of(theirs).context["devices"]

    for device in [*(row.id for row in rows), "b0", "a", "b²", "x" * 300, "s"]:
        assert mine.post(reverse("accounts:device-end", args=[device])).status_code == 404

    assert is_in(theirs)
    assert len(page_of(theirs).context["devices"]) == len(rows)


def test_a_visitor_is_asked_to_sign_in_and_a_link_signs_nobody_out(client, mine):
    for name in ("devices", "devices-end-others"):
        assert client.post(reverse(f"accounts:{name}")).status_code in (302, 405)
    assert mine.get(reverse("accounts:devices-end-others")).status_code == 405


def test_where_a_browser_was_last_used_is_known_without_a_write_each_time(
    user, mine, django_assert_num_queries
):
    address = reverse("accounts:profile")
    mine.get(address)
    with django_assert_num_queries(1):  # person
        mine.get(address, REMOTE_ADDR="203.0.113.5")
    assert UserSession.objects.get().ip == "127.0.0.1"

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        mine.get(address, REMOTE_ADDR="198.51.100.9")

    assert UserSession.objects.get().ip == "198.51.100.9"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (CHROME.replace("Safari/537.36", "Safari/537.36 Edg/141.0"), "Edge, Windows"),
        (CHROME.replace("Chrome/141", "Chrome/140 YaBrowser/25.8"), "Yandex, Windows"),
        (IPHONE, "Safari, iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130",
            "Samsung Internet, Android",
        ),
        ("Bozor/1.4", "Bozor"),
        ("", ""),
    ],
)
def test_a_device_is_called_by_what_it_says_of_itself(agent, name):
    assert rules.device_name(agent) == name


def test_a_closed_account_is_out_everywhere(user, mine):

    services.set_active(
        user_id=user.pk, is_active=False, by=Actor(role="staff", user_id=UserFactory().pk)
    )

    assert not is_in(mine)
    assert not UserSession.objects.exists()
