"""R2.3: how often something may be done, for all processes together."""

import threading
import time

import pytest
from django.test import Client, RequestFactory
from redis import Redis

from apps.core import durable, limits
from apps.core.errors import TooMany
from apps.core.web.client import client_ip


@pytest.fixture(autouse=True)
def _rates(settings):
    settings.RATE_LIMITS = {
        "read": (3, 60),
        "write": (3, 60),
        "login-from": (3, 1),
        "slow": (2, 3600),
    }


@pytest.fixture
def no_redis(monkeypatch):
    gone = Redis.from_url("redis://127.0.0.1:9", socket_connect_timeout=0.2)
    monkeypatch.setattr(durable, "store", lambda: gone)


def test_so_many_pass_at_once_and_the_next_is_told_how_long_to_wait():
    for _ in range(2):
        limits.spend("slow", "a")

    with pytest.raises(TooMany) as refused:
        limits.spend("slow", "a")

    assert 1700 <= refused.value.facts["retry_after_s"] <= 1800
    limits.spend("slow", "b")


def test_uses_come_back_one_by_one_and_not_all_at_a_windows_edge():
    for _ in range(3):
        limits.spend("login-from", "a")
    time.sleep(0.4)

    limits.spend("login-from", "a")
    with pytest.raises(TooMany):
        limits.spend("login-from", "a")


def test_a_use_by_several_is_counted_by_all_of_them_or_by_none():
    limits.spend("slow", "a")
    limits.spend("slow", "a")

    with pytest.raises(TooMany):
        limits.spend("slow", "fresh", "a")

    assert not limits.is_spent("slow", "fresh")
    limits.spend("slow", "fresh")
    limits.spend("slow", "fresh")
    assert limits.is_spent("slow", "fresh")
    limits.forget("slow", "fresh")
    assert not limits.is_spent("slow", "fresh")


def test_of_many_at_the_same_moment_exactly_as_many_as_allowed_pass():
    passed, barrier = [], threading.Barrier(12)

    def use():
        barrier.wait()
        try:
            limits.spend("slow", "race")
            passed.append(1)
        except TooMany:
            pass

    threads = [threading.Thread(target=use) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(passed) == 2


def test_without_redis_reading_goes_on_and_doors_stay_shut(no_redis):
    limits.spend("read", "a")
    assert not limits.is_spent("read", "a")
    limits.forget("read", "a")

    with pytest.raises(TooMany) as refused:
        limits.spend("login-from", "a")
    assert refused.value.facts["retry_after_s"] == 30


@pytest.mark.django_db
def test_the_api_says_when_to_ask_again():
    for _ in range(3):
        assert Client().get("/api/v1/categories/").status_code == 200

    refused = Client().get("/api/v1/categories/")

    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert 15 <= int(refused["Retry-After"]) <= 20
    assert refused.json()["code"] == "too_many"


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    ],
)
def test_a_household_is_counted_as_one(ip, network):
    assert limits.network_of(ip) == network


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "seen"),
    [
        ("203.0.113.7", "", [], "203.0.113.7"),
        ("203.0.113.7", "6.6.6.6", [], "203.0.113.7"),
        ("203.0.113.7", "6.6.6.6", ["10.0.0.0/8"], "203.0.113.7"),
        ("10.0.0.1", "198.51.100.9", ["10.0.0.0/8"], "198.51.100.9"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.9", ["10.0.0.0/8"], "198.51.100.9"),
        ("10.0.0.1", "198.51.100.9, 10.0.0.2", ["10.0.0.0/8"], "198.51.100.9"),
        ("10.0.0.1", "198.51.100.9, nonsense", ["10.0.0.0/8"], "10.0.0.1"),
        ("10.0.0.1", "", ["10.0.0.0/8"], "10.0.0.1"),
        ("10.0.0.1", "::ffff:198.51.100.9", ["10.0.0.0/8"], "198.51.100.9"),
        ("::1", "2001:DB8::0001", ["::1/128"], "2001:db8::1"),
        ("", "198.51.100.9", [], "0.0.0.0"),
    ],
)
def test_only_our_own_proxies_say_where_a_visitor_comes_from(
    settings, peer, forwarded, proxies, seen
):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_ip(request) == seen


def test_a_socket_on_this_machine_is_believed_only_where_that_is_said(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="198.51.100.9")

    settings.TRUST_UNIX_SOCKET = True
    assert client_ip(request) == "198.51.100.9"
