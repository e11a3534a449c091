"""R3.3: what Facebook told us is deleted when somebody asks for that over there."""

import hmac
import json
import time
from base64 import urlsafe_b64encode

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse, reverse_lazy

from apps.accounts.models import User
from apps.accounts.tests.door import confirmed
from apps.core.models import AuditEntry

pytestmark = pytest.mark.django_db

HOOK = reverse_lazy("accounts:facebook-deletion")


@pytest.fixture(autouse=True)
def keys(settings):
    app = {"client_id": "client", "secret": "secret"}
    settings.SOCIALACCOUNT_PROVIDERS = {"facebook": {"APPS": [app]}}


@pytest.fixture
def owner():
    user = confirmed()
    SocialAccount.objects.create(user=user, provider="facebook", uid="42")
    SocialAccount.objects.create(user=user, provider="github", uid="42")
    return user


def encoded(part):
    return urlsafe_b64encode(part).rstrip(b"=").decode()


def signed(secret="secret", **changes):
    facts = {"algorithm": "HMAC-SHA256", "issued_at": int(time.time()), "user_id": "42"} | changes
    payload = encoded(json.dumps(facts).encode())
    return f"{encoded(hmac.digest(secret.encode(), payload.encode(), 'sha256'))}.{payload}"


def ask(request):
    """As Facebook does: from another site, without a cookie or a token of ours."""
    return Client(enforce_csrf_checks=True).post(HOOK, {"signed_request": request})


def test_the_connection_is_deleted_and_the_account_stays(owner, settings, client):
    answer = ask(signed())

    said = answer.json()
    assert said["url"].startswith(settings.SITE_URL)
    assert said["confirmation_code"] in said["url"]
    assert [row.provider for row in SocialAccount.objects.all()] == ["github"]
    assert User.objects.get() == owner
    assert AuditEntry.objects.filter(subject=f"user:{owner.pk}").exists()
    page = client.get(said["url"].removeprefix(settings.SITE_URL))
    assert page.status_code == 200
    assert 'class="card auth"' in page.content.decode()


def test_of_somebody_we_never_met_nothing_is_told(owner):
    answer = ask(signed(user_id="7"))

    assert set(answer.json()) == {"url", "confirmation_code"}
    assert SocialAccount.objects.count() == 2


def forged():
    signature, payload = signed().split(".")
    other = signed(user_id="7").split(".")[1]
    return {
        "another secret": signed(secret="guessed"),
        "another person": f"{signature}.{other}",
        "no signature": f".{payload}",
        "half a letter": f"a.{payload}",
        "no payload": signature,
        "another algorithm": signed(algorithm="none"),
        "long ago": signed(issued_at=int(time.time()) - 90_000),
        "no time": signed(issued_at=None),
        "nothing": "",
        "not ASCII": "ж.ж",
    }


@pytest.mark.parametrize("how", sorted(forged()))
def test_what_facebook_did_not_sign_is_refused(owner, how):
    answer = ask(forged()[how])

    assert answer.status_code == 403
    assert SocialAccount.objects.count() == 2


def test_without_keys_there_is_no_such_address(owner, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert ask(signed()).status_code == 404


def test_a_code_nobody_was_given_shows_nothing(client):
    assert client.get(reverse("accounts:facebook-deleted", args=["0" * 16])).status_code == 404
