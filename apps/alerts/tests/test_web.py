"""Asking to be told on the page of the goods; a letter's links; one's own list."""

import pytest
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.alerts import selectors
from apps.alerts.models import Alert
from apps.alerts.tests.factories import AlertFactory
from apps.catalog.selectors import product_url
from apps.catalog.tests.factories import OfferFactory
from apps.core.ids import uuid7

pytestmark = pytest.mark.django_db
WATCH, NEW, OWN = "/en/alerts/watch/", "/en/alerts/new/", "/en/account/alerts/"


@pytest.fixture
def gone():
    """A sold-out variant."""
    return OfferFactory(stock=0).variant


def query(variant, kind="stock"):
    return {"variant_id": str(variant.pk), "kind": kind}


def test_the_page_of_sold_out_goods_offers_to_tell_when_they_are_back(client, gone):
    """P2, P11"""
    page = client.get(product_url(gone.product)).content.decode()

    assert "Sold out for now" in page
    assert f"{NEW}?variant_id={gone.pk}&amp;kind=stock" in page


def test_a_guest_writes_an_address_and_a_person_needs_none(client, gone):
    assert b'name="email"' in client.get(NEW, query(gone)).content

    person = UserFactory()
    client.force_login(person)
    page = client.get(NEW, query(gone)).content.decode()

    assert 'name="email"' not in page
    assert person.email in page


def test_a_guest_asks_and_is_told_to_look_into_the_mail(client, gone):
    answer = client.post(WATCH, query(gone) | {"email": "Guest@Example.com"}, follow=True)

    alert = Alert.objects.get()
    assert (alert.email, alert.confirmed_at) == ("guest@example.com", None)
    assert answer.redirect_chain[0][0] == f"{product_url(gone.product)}?v={gone.pk}"


def test_a_person_asks_and_waits_at_once(client, gone):
    person = UserFactory()
    client.force_login(person)

    client.post(WATCH, query(gone))

    alert = Alert.objects.get()
    assert (alert.user, alert.email) == (person, "")
    assert alert.confirmed_at is not None


@pytest.mark.parametrize("email", ["", "nobody", "a@b", f"{'x' * 300}@example.com"])
def test_an_address_that_is_none_is_said_beside_the_field(client, gone, email):
    answer = client.post(WATCH, query(gone) | {"email": email})

    assert answer.status_code == 422
    assert b"aria-invalid" in answer.content
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"variant_id": "x", "kind": "stock", "email": "a@example.com"}, 422),
        ({"variant_id": str(uuid7()), "kind": "stock", "email": "a@example.com"}, 404),
        ({"variant_id": str(uuid7()), "kind": "rain", "email": "a@example.com"}, 422),
    ],
)
def test_what_nobody_can_wait_for_is_refused(client, sent, status):
    assert client.post(WATCH, sent).status_code == status
    assert not Alert.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"variant_id": "x", "kind": "stock"}])
def test_a_form_for_nothing_is_not_there(client, sent):
    assert client.get(NEW, sent).status_code == 404


def test_one_network_cannot_ask_without_end(client, gone, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"alert-from": (2, 60)}
    sent = query(gone) | {"email": "a@example.com"}

    assert [client.post(WATCH, sent).status_code for _ in range(3)] == [302, 302, 429]


def test_the_link_of_a_letter_asks_before_it_says_yes(client, gone):
    """Mail filters follow links: a look changes nothing."""
    alert = AlertFactory(variant=gone, user=None, email="a@example.com", confirmed_at=None)
    url = reverse("alerts:confirm", args=[selectors.link_key(alert=alert)])

    assert b"Yes, tell me" in client.get(url).content
    alert.refresh_from_db()
    assert alert.confirmed_at is None

    for _twice in range(2):
        assert b"We will tell you" in client.post(url).content
    alert.refresh_from_db()
    assert alert.confirmed_at is not None


def test_a_mail_reader_ends_an_alert_with_one_post(gone, client):
    """RFC 8058: no cookie, no token, no second question; twice is once."""
    alert = AlertFactory(variant=gone)
    url = reverse("alerts:stop", args=[selectors.link_key(alert=alert)])

    assert b"Shall we let it be?" in client.get(url).content
    assert Alert.objects.exists()
    for _twice in range(2):
        answer = client.post(url, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert not Alert.objects.exists()
    assert b"You will hear no more" in client.get(url).content


@pytest.mark.parametrize("name", ["confirm", "stop"])
def test_a_key_of_somebody_elses_making_opens_nothing(client, name):
    url = reverse(f"alerts:{name}", args=["bm90aGluZw:1:x"])

    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


def test_the_list_shows_ones_own_and_taking_out_can_be_undone(client):
    alert, foreign = AlertFactory(), AlertFactory()
    client.force_login(alert.user)
    page = client.get(OWN).content.decode()
    assert alert.product.title["en"] in page
    assert foreign.product.title["en"] not in page

    taken = client.post(f"{OWN}{alert.pk}/remove/", follow=True).content.decode()
    assert "is watched no more" in taken
    assert not Alert.objects.filter(user=alert.user).exists()

    client.post(WATCH, query(alert.variant))
    assert Alert.objects.filter(user=alert.user, variant=alert.variant).exists()


def test_somebody_elses_alert_cannot_be_taken_out(client):
    foreign = AlertFactory()
    client.force_login(UserFactory())

    assert client.post(f"{OWN}{foreign.pk}/remove/").status_code == 404
    assert Alert.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_costs_the_same_queries_for_one_and_for_nine(
    client, count, django_assert_num_queries
):
    person = UserFactory()
    AlertFactory.create_batch(count, user=person)
    client.force_login(person)

    with django_assert_num_queries(4):  # person, alerts, variants, prices
        page = client.get(OWN)

    assert page.content.count(b'class="alert-line"') == count
