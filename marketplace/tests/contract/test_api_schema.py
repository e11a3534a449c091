"""The API keeps to its schema, whatever it is sent."""

import pytest
import schemathesis
import yaml
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from apps.accounts.tests.factories import UserFactory
from apps.cart import services as carts
from apps.catalog.selectors import forget_tree
from apps.catalog.tests.factories import OfferFactory
from apps.geo.tests.factories import CityFactory
from apps.shipping.tests.factories import RateFactory

TOKEN = "a" * 32
SCHEMA = schemathesis.openapi.from_wsgi("/api/schema/", WSGIHandler())
KEPT = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def _one_connection():
    """Requests use the test's own connection; between real ones Django would close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cookies(db, _one_connection):
    """A shopper's session and CSRF token, as a browser sends them; their cart holds an offer."""
    CityFactory()
    RateFactory()
    offer = OfferFactory(product__category__code="pots")
    forget_tree()
    shopper = UserFactory()
    carts.add_line(cart=carts.cart_of_user(user=shopper), offer_id=offer.pk, quantity=1)
    browser = Client()
    browser.force_login(shopper)
    return {"sessionid": browser.cookies["sessionid"].value, "csrftoken": TOKEN}


@SCHEMA.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_the_schema_says(case, cookies):
    """R13.1: no input makes it break, and no answer differs in shape from what is promised."""
    answer = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})

    case.validate_response(answer, checks=KEPT)


def test_the_schema_is_complete_and_without_warnings(tmp_path):
    file = tmp_path / "schema.yml"

    call_command("spectacular", validate=True, fail_on_warn=True, file=str(file))

    operations = yaml.safe_load(file.read_text())["paths"]
    assert all(
        "default" in each["responses"] for path in operations.values() for each in path.values()
    )
    assert "Idempotency-Key" in str(operations["/api/v1/orders/place/"]["post"]["parameters"])


@pytest.mark.parametrize(("language", "status"), [("uz", 200), ("-1", 404), ("%00", 404)])
def test_the_schema_is_told_in_our_languages_only(client, language, status):
    assert client.get(f"/api/schema/?lang={language}").status_code == status


def test_the_documentation_page_runs_under_the_strict_policy(client):
    page = client.get("/api/docs/")
    script = client.get("/api/docs/?script=")

    assert page.status_code == 200
    html = page.content.decode()
    assert "<script>" not in html
    assert "<style" not in html
    assert "unsafe" not in page["Content-Security-Policy"]
    assert script["Content-Type"] == "application/javascript"
    assert "SwaggerUIBundle" in script.content.decode()
