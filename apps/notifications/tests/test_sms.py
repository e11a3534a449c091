"""R5.7: short messages over HTTP, against a stand-in that knows Eskiz's rules."""

import json
from urllib.parse import parse_qs

import pytest
from werkzeug import Request, Response

from apps.notifications.channels.base import ChannelAway, Letter, Undeliverable
from apps.notifications.channels.sms import Eskiz

LETTER = Letter(key="k", recipient="+998901234567", subject="", text="Kod: 123456 oʻz\n", html="")


class Provider:
    """Eskiz as its own clients describe it: a token by login, then form posts."""

    def __init__(self):
        self.token = "first"
        self.sent = []
        self.logins = 0
        self.answer = None

    def __call__(self, request: Request) -> Response:
        form = {
            name: values[0] for name, values in parse_qs(request.get_data(as_text=True)).items()
        }
        if request.path == "/api/auth/login":
            self.logins += 1
            if (form.get("email"), form.get("password")) != ("shop@example.com", "secret"):
                return reply(401, {"message": "Invalid credentials", "status": "error"})
            return reply(200, {"message": "token_generated", "data": {"token": self.token}})
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return reply(401, {"message": "Expired", "status": "token_invalid"})
        if self.answer:
            return reply(*self.answer)
        if not form["mobile_phone"].isdigit() or not form["message"]:
            return reply(422, {"message": "wrong number", "status": "error"})
        self.sent.append(form)
        return reply(200, {"id": "1", "message": "Waiting for SMS provider", "status": "waiting"})


def reply(status, body):
    return Response(json.dumps(body), status=status, content_type="application/json")


@pytest.fixture
def provider(httpserver, settings):
    made = Provider()
    for path in ("/api/auth/login", "/api/message/sms/send"):
        httpserver.expect_request(path, method="POST").respond_with_handler(made)
    settings.ESKIZ_URL = httpserver.url_for("").rstrip("/")
    settings.ESKIZ_EMAIL, settings.ESKIZ_PASSWORD = "shop@example.com", "secret"
    return made


def test_a_message_is_sent_in_letters_that_fit_one_and_the_token_is_kept(provider):
    Eskiz().send(LETTER)
    Eskiz().send(LETTER)

    assert provider.sent[0] == {
        "mobile_phone": "998901234567",
        "message": "Kod: 123456 o'z",
        "from": "4546",
    }
    assert (len(provider.sent), provider.logins) == (2, 1)


def test_a_token_that_ended_early_is_made_anew(provider):
    Eskiz().send(LETTER)
    provider.token = "second"

    Eskiz().send(LETTER)

    assert (len(provider.sent), provider.logins) == (2, 2)


def test_a_refused_number_is_not_tried_again(provider):
    provider.answer = (400, {"message": "Number is blocked", "status": "error"})

    with pytest.raises(Undeliverable, match="blocked"):
        Eskiz().send(LETTER)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_provider_in_trouble_is_asked_later(provider, status):
    provider.answer = (status, {})

    with pytest.raises(ChannelAway):
        Eskiz().send(LETTER)


def test_wrong_keys_and_no_answer_are_passing_faults_that_staff_see(provider, settings):
    settings.ESKIZ_PASSWORD = "wrong"
    with pytest.raises(ChannelAway):
        Eskiz().send(LETTER)
    settings.ESKIZ_URL = "http://127.0.0.1:9"
    with pytest.raises(ChannelAway):
        Eskiz().send(LETTER)
