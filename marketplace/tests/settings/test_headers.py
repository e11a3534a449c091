"""R2.5: what every answer says to the browser, and what browsers report back."""

import json
import logging

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.logs import hide_secrets

pytestmark = pytest.mark.django_db

PAGES = ["/en/", "/en/search/?q=tea", "/en/account/login/", "/en/nowhere/", "/api/v1/categories/"]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_closed_unless_it_says_otherwise(client, address):
    answer = client.get(address)

    policy = dict(
        part.strip().partition(" ")[::2]
        for part in answer["Content-Security-Policy"].split(";")
        if part.strip()
    )
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["report-uri"] == reverse("csp-report")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Reporting-Endpoints"] == 'csp="/csp-report/"'


def test_the_api_answers_other_sites_only_where_that_was_agreed(settings, client):
    settings.CORS_ALLOWED_ORIGINS = ["https://partner.example"]

    def asked_by(origin, address="/api/v1/categories/"):
        return client.get(address, headers={"origin": origin})

    allowed = asked_by("https://partner.example")
    assert allowed["Access-Control-Allow-Origin"] == "https://partner.example"
    assert "Access-Control-Allow-Credentials" not in allowed
    assert "Access-Control-Allow-Origin" not in asked_by("https://evil.example")
    assert "Access-Control-Allow-Origin" not in asked_by("https://partner.example", "/en/")


OLD = {"csp-report": {"document-uri": "https://b.example/en/?q=secret", "blocked-uri": "inline"}}
NEW = [{"type": "csp-violation", "body": {"documentURL": "https://b.example/x", "sample": "x"}}]


def report(body, client=None):
    return (client or Client(enforce_csrf_checks=True)).post(
        reverse("csp-report"), body, content_type="application/csp-report"
    )


@pytest.mark.parametrize("body", [json.dumps(OLD), json.dumps(NEW)])
def test_a_report_becomes_one_line_without_the_query(body, caplog):
    with caplog.at_level(logging.WARNING):
        assert report(body).status_code == 204

    [line] = [record.getMessage() for record in caplog.records]
    assert "core.policy.breached" in line
    assert "secret" not in line


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"x"', "[1]", '{"csp-report": 3}', "[" * 9000]
)
def test_junk_is_ignored(body, caplog):
    with caplog.at_level(logging.WARNING):
        assert report(body).status_code == 204

    assert not caplog.records


def test_reports_are_small_and_not_too_many():
    assert report("x" * 20_000).status_code == 413
    answers = [report("{}").status_code for _ in range(25)]
    assert answers[0] == 204
    assert answers[-1] == 429


def test_secrets_never_reach_a_log_line():
    fields = {
        "event": "x", "password": "a", "refresh_token": "b", "access_token": "c", "OTP": "d",
        "authorization": "e", "user": "u",
    }  # fmt: skip

    shown = hide_secrets(None, "info", dict(fields))

    assert {name for name, value in shown.items() if value == "***"} == {
        *("password", "refresh_token", "access_token", "OTP", "authorization")
    }
