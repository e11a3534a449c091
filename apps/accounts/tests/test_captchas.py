"""R2.4: a captcha is asked from where doors were tried too often, and only where one is set up."""

import json
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.urls import reverse
from werkzeug import Response

from apps.accounts.captchas import captcha_in_use
from apps.accounts.captchas.base import CaptchaAway
from apps.accounts.tests.door import PASSWORD, confirmed
from apps.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return confirmed()


def sign_in(client, user, **sent):
    sent |= {"login": user.email, "password": PASSWORD}
    return client.post(reverse("account_login"), sent)


FIELDS = {"hcaptcha": "h-captcha-response", "turnstile": "cf-turnstile-response"}


class Provider:
    """Both providers' check: a form post; each answer is good once, for one host and action."""

    def __init__(self):
        self.good = {"good-answer"}
        self.seen = []
        self.said = {"hostname": "testserver", "action": "door"}

    def __call__(self, request):
        form = {k: v[0] for k, v in parse_qs(request.get_data(as_text=True)).items()}
        self.seen.append(form)
        if form.get("secret") != "secret":
            codes = ["invalid-input-secret"]
        elif "response" not in form:
            codes = ["missing-input-response"]
        elif form["response"] not in self.good:
            codes = ["timeout-or-duplicate"]
        else:
            self.good.remove(form["response"])
            return reply({"success": True, **self.said})
        return reply({"success": False, "error-codes": codes})


def reply(body):
    return Response(json.dumps(body), content_type="application/json")


@pytest.fixture(params=["hcaptcha", "turnstile"])
def provider(request, httpserver, settings):
    made = Provider()
    httpserver.expect_request("/siteverify", method="POST").respond_with_handler(made)
    settings.CAPTCHA_PROVIDER = request.param
    settings.CAPTCHA_VERIFY_URL = httpserver.url_for("/siteverify")
    settings.CAPTCHA_SITE_KEY, settings.CAPTCHA_SECRET = "site", "secret"
    settings.CAPTCHA_HOSTNAMES = ["testserver"]
    made.field = FIELDS[request.param]
    return made


def suspect(client):
    for _ in range(3):
        client.post(reverse("account_login"), {"login": "x@example.com", "password": "wrong"})


def test_nobody_sees_a_captcha_at_first_and_the_policy_stays_strict(provider, client):
    page = client.get(reverse("account_login"))

    assert "captcha" not in page.content.decode()
    assert "captcha" not in page["Content-Security-Policy"]
    assert "cloudflare" not in page["Content-Security-Policy"]


def test_after_three_failures_the_page_shows_it_and_allows_just_its_origins(provider, client):
    suspect(client)

    page = client.get(reverse("account_login"))

    assert captcha_in_use().css_class in page.content.decode()
    policy = page["Content-Security-Policy"]
    assert all(origin in policy for origin in captcha_in_use().origins)
    assert "unsafe" not in policy
    other = client.get(reverse("account_signup"), REMOTE_ADDR="198.51.100.9")
    assert captcha_in_use().css_class not in other.content.decode()


def test_without_a_right_answer_not_even_the_right_password_opens(provider, client, user):
    suspect(client)

    assert sign_in(client, user).status_code == 200
    assert sign_in(client, user, **{provider.field: "bad"}).status_code == 200
    assert "_auth_user_id" not in client.session

    assert sign_in(client, user, **{provider.field: "good-answer"}).status_code == 302
    assert provider.seen[-1]["remoteip"] == "127.0.0.1"


def test_an_answer_is_good_once(provider):
    captcha = captcha_in_use()

    assert captcha.is_person(answer="good-answer", ip="127.0.0.1")
    assert not captcha.is_person(answer="good-answer", ip="127.0.0.1")
    assert not captcha.is_person(answer="x" * 5000, ip="127.0.0.1")
    assert len(provider.seen) == 2


def test_an_answer_from_another_site_is_none(provider):
    provider.said["hostname"] = "evil.example"

    assert not captcha_in_use().is_person(answer="good-answer", ip="127.0.0.1")


def test_turnstile_is_for_our_doors_only(provider, settings):
    provider.said["action"] = "comment"

    vouched = captcha_in_use().is_person(answer="good-answer", ip="127.0.0.1")

    assert vouched == (settings.CAPTCHA_PROVIDER == "hcaptcha")


def test_doors_stay_shut_to_suspects_while_the_provider_is_away(provider, client, user, settings):
    suspect(client)
    settings.CAPTCHA_VERIFY_URL = "http://127.0.0.1:9/"

    with pytest.raises(CaptchaAway):
        captcha_in_use().is_person(answer="good-answer", ip="127.0.0.1")
    assert sign_in(client, user, **{provider.field: "good-answer"}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_api_asks_it_too_and_says_so(provider, client):
    made = UserFactory()
    suspect(client)
    body = {"email": made.email, "password": "wrong"}

    refused = post(body)
    passed = post(body | {"captcha": "good-answer"})

    assert (refused.status_code, refused.json()["code"]) == (422, "accounts.captcha_needed")
    assert passed.json()["code"] == "accounts.wrong_credentials"


def post(body):
    return Client().post("/api/v1/auth/login/", body, content_type="application/json")


def test_where_none_is_set_up_none_is_asked(client, user):
    suspect(client)

    assert sign_in(client, user).status_code == 302
