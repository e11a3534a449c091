"""Coming in by the API, as an app does."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from apps.accounts import services
from apps.accounts.services import Caller
from apps.accounts.tests.factories import UserFactory

PASSWORD = "correct-horse-9"  # the factory's own
PROBLEM = "application/problem+json"
PHONE = Caller("203.0.113.7", "Bozor/1.0 (Android 15)")


def confirmed(**fields):
    """A person who has confirmed their e-mail address."""
    user = UserFactory(**fields)
    confirm(user)
    return user


def confirm(user):
    """They have opened the letter and typed the code."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def post(path, body=None, *, token="", client=None, **headers):
    """Ask one of the doors; `path` is below /api/v1/auth/."""
    if token:
        headers["authorization"] = f"Bearer {token}"
    return (client or Client()).post(
        f"/api/v1/auth/{path}/", body or {}, content_type="application/json", headers=headers
    )


def log_in(user, **more):
    """The tokens of a login by password."""
    answer = post("login", {"email": user.email, "password": PASSWORD, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


def devices(token):
    """The list of devices as `token`'s app sees it; also a way to ask whether it still opens."""
    return Client().get("/api/v1/auth/devices/", headers={"authorization": f"Bearer {token}"})


def family_of(user, *, audience="shopper", session_key="s" * 32, ago=timedelta(0)):
    """A login's first pair, made so long ago, without the doors."""
    return services.open_family(
        user=user,
        audience=audience,
        session_key=session_key,
        label="Phone",
        caller=PHONE,
        now=timezone.now() - ago,
    )


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


def with_app(user):
    """A person with an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret
