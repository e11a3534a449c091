"""R3.2: the clock tells no stranger who has an account. What is compared is the processor's time of
the fastest of several turns: a busy machine doesn't lengthen it, and a hash is nothing else."""

import time

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.door import confirmed

pytestmark = pytest.mark.django_db

TURNS = 10
# Telling is what a hash would add: it takes longer than all the rest of a request.
ALIKE = 2.2
KNOWN, UNKNOWN = "known@example.com", "nobody@example.com"
PHONE, OTHER = "+998901112233", "+998935554433"


@pytest.fixture(autouse=True)
def earnest(settings):
    """Passwords cost what they do in production; nobody is slowed down for asking often."""
    settings.PASSWORD_HASHERS = ["apps.accounts.passwords.PepperedArgon2"]
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (10_000, 1))


@pytest.fixture(autouse=True)
def owner(earnest):
    user = confirmed(email=KNOWN, phone=PHONE, phone_verified_at=timezone.now())
    user.password = make_password("correct-horse-9")
    user.save()
    return user


def ratio(name, *, known, unknown):
    """How much longer the door takes for one of the two; at least one."""
    best = {}
    for turn in range(TURNS):
        for who, sent in (("known", known), ("unknown", unknown)):
            client = Client()
            began = time.process_time()
            answer = client.post(reverse(name), sent(turn))
            took = time.process_time() - began
            assert answer.status_code in (200, 302)
            if turn:  # the first one warms templates and connections
                best[who] = min(took, best.get(who, took))
    return max(best.values()) / min(best.values())


@pytest.mark.parametrize(("known", "unknown"), [(KNOWN, UNKNOWN), (PHONE, OTHER)])
def test_a_login_hashes_for_nobody_too(known, unknown):
    def sent(login):
        return lambda _turn: {"login": login, "password": "wrong-horse-7"}

    assert ratio("account_login", known=sent(known), unknown=sent(unknown)) < ALIKE


@pytest.mark.parametrize(
    ("name", "field", "known", "unknown"),
    [
        ("account_reset_password", "email", KNOWN, UNKNOWN),
        ("account_request_login_code", "login", KNOWN, UNKNOWN),
        ("account_request_login_code", "login", PHONE, OTHER),
    ],
)
def test_a_door_that_writes_takes_as_long_for_nobody(name, field, known, unknown):
    def sent(whom):
        return lambda _turn: {field: whom}

    assert ratio(name, known=sent(known), unknown=sent(unknown)) < ALIKE


def test_a_registration_takes_as_long_where_there_is_an_account():
    def by_email(email):
        return lambda turn: {
            "name": "Dilnoza",
            "email": email.format(turn),
            "password1": "another-horse-7",
        }

    def by_phone(phone):
        return lambda turn: {"name": "Dilnoza", "phone": phone.format(turn)}

    emails = ratio("account_signup", known=by_email(KNOWN), unknown=by_email("new{}@example.com"))
    phones = ratio(
        "accounts:signup-by-phone", known=by_phone(PHONE), unknown=by_phone("+99893555440{}")
    )

    assert emails < ALIKE
    assert phones < ALIKE
