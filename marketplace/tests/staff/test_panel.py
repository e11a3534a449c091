"""The panel as a whole: who enters, what every page does, and that money is only looked at."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from apps.accounts.tests.factories import UserFactory
from apps.catalog.models import CategoryAttribute
from apps.core.panel import EditableAdmin
from apps.core.tests.staff import enter
from apps.shipping.models import Shipment
from apps.shipping.tests.factories import CourierFactory

TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
MONEY = {
    "payments.Account",
    "payments.LedgerTransaction",
    "payments.Payment",
    "payments.PaymentAttempt",
    "payments.ProviderEvent",
    "payments.Refund",
    "orders.Order",
    "orders.SellerOrder",
}
# Said alike everywhere.
INTERNATIONAL = {"SKU", "e-mail", "ID", "id"}
HOME = "/staff/"
MOST_QUERIES = 12


def url(model, view, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=arguments)


@pytest.fixture
def furnished(world):
    CourierFactory()
    return world


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_list_and_every_page_shows_real_rows(admin_client, furnished, model):
    """R16.1"""
    row = model._default_manager.order_by("pk").first()
    assert row is not None, "the world lacks a row of this table"

    with CaptureQueriesContext(
        connection,
    ) as queries:
        listed = admin_client.get(url(model, "changelist"))
    page = admin_client.get(url(model, "change", row.pk))

    assert (listed.status_code, page.status_code) == (200, 200)
    assert len(queries) <= MOST_QUERIES
    own = admin.site._registry[model]
    added = admin_client.get(url(model, "add"))
    assert added.status_code == (200 if isinstance(own, EditableAdmin) else 403)
    if own.search_fields:
        assert admin_client.get(url(model, "changelist"), {"q": "nothing"}).status_code == 200


@pytest.mark.parametrize("language", ["ru", "uz"])
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_heading_is_said_in_the_readers_language(model, language):
    own = admin.site._registry[model]
    names = [name for name in (*own.list_display, *own.readonly_fields) if name != "__str__"]

    def headings():
        return [str(label_for_field(name, model, own)) for name in names]

    with translation.override("en"):
        english = headings()
    with translation.override(language):
        said = headings()

    same = {label for label, own in zip(english, said, strict=True) if label == own}
    assert same <= INTERNATIONAL


def test_support_sees_everything_and_changes_nothing(client, support_user, furnished):
    enter(client, support_user)
    for model in TABLES:
        row = model._default_manager.order_by("pk").first()

        assert client.get(url(model, "changelist")).status_code == 200
        assert client.get(url(model, "change", row.pk)).status_code == 200
        assert client.get(url(model, "add")).status_code == 403
        assert client.post(url(model, "change", row.pk), {}).status_code == 403
        for step in admin.site._registry[model].steps():
            if step.is_for_support:
                continue
            page = client.post(url(model, "step", row.pk, step.name), {"reason": "I can"})
            assert page.status_code == 403


def test_money_is_neither_added_nor_edited_nor_deleted(admin_client, furnished):
    """R6.3"""
    for model in TABLES:
        if model._meta.label not in MONEY:
            continue
        row = model._default_manager.order_by("pk").first()
        before = model._default_manager.count()

        assert admin_client.post(url(model, "add"), {}).status_code == 403
        assert admin_client.post(url(model, "change", row.pk), {"amount": "1"}).status_code == 403
        assert admin_client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
        bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        admin_client.post(url(model, "changelist"), bulk)
        assert model._default_manager.count() == before


def test_no_library_brings_tables_of_its_own():
    assert {model._meta.app_config.name.split(".")[0] for model in TABLES} == {"apps"}


def test_the_first_page_shows_what_waits_and_leads_to_it(
    admin_client, furnished, django_assert_max_num_queries
):
    with django_assert_max_num_queries(22):
        page = admin_client.get(HOME)

    html = page.content.decode()
    assert page.status_code == 200
    for queue in page.context["queues"]:
        address = f"{reverse(queue.view)}?{queue.query}" if queue.query else reverse(queue.view)
        assert f'href="{address}"' in html.replace("&amp;", "&")
        assert admin_client.get(address).status_code == 200
    counts = {str(queue.title): queue.count for queue in page.context["queues"]}
    assert counts["Cards to look at"] == 1
    assert counts["Messages that failed"] == 1
    assert page.context["day"].placed == 2


def test_one_box_finds_an_order_a_person_goods_a_parcel_and_a_payment(admin_client, furnished):
    order, offer = furnished["packed"], furnished["offer"]
    parcel = Shipment.objects.get(reference=str(order.parts.get().pk))
    words = {
        order.number.lower(): url(type(order), "change", order.pk),
        order.user.email: url(type(order.user), "change", order.user.pk),
        offer.sku: url(type(offer), "change", offer.pk),
        str(order.payment_id): reverse("admin:payments_payment_change", args=[order.payment_id]),
    }
    words[parcel.number] = url(Shipment, "change", parcel.pk)

    for word, address in words.items():
        page = admin_client.get(reverse("admin:search"), {"s": word, "extended": "1"})
        assert address in page.content.decode(), word


# --- the door ---------------------------------------------------------------------------------


def test_a_stranger_is_sent_to_the_shops_own_login(client, db):
    answer = client.get(HOME, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/en/account/login/")
    assert "next=%2Fstaff%2F" in answer.redirect_chain[-1][0]


def test_a_shopper_a_seller_and_a_courier_are_refused(client, world):
    seller = world["offer"].seller.members.get().user
    for person in (UserFactory(), seller, CourierFactory().user):
        enter(client, person)
        assert client.get(HOME, follow=True).status_code == 403


def test_staff_without_a_second_factor_are_sent_to_enrol(client, admin_user):
    """R16.2"""
    client.force_login(admin_user)

    answer = client.get(HOME, follow=True)

    paths = [path for path, _status in answer.redirect_chain]
    assert any(path.startswith("/en/account/2fa/totp/activate/") for path in paths), paths
    assert client.get(reverse("admin:orders_order_changelist")).status_code == 302


def test_staff_with_one_enter_only_when_they_have_shown_it(client, admin_user):
    """R16.2"""
    TOTP.activate(admin_user, generate_totp_secret())
    client.force_login(admin_user)

    before = client.get(HOME, follow=True)
    enter(client, admin_user)
    after = client.get(HOME)

    assert "reauthenticate" in before.redirect_chain[-1][0]
    assert after.status_code == 200


def test_a_closed_account_loses_the_panel_at_once(client, admin_user):
    enter(client, admin_user)
    admin_user.is_active = False
    admin_user.save()

    assert client.get(HOME).status_code == 302


def test_the_door_leads_nowhere_outside(admin_client):
    answer = admin_client.get("/staff/login/?next=https://evil.example/")

    assert (answer.status_code, answer.url) == (302, HOME)


def test_only_the_panels_policy_is_looser(admin_client):
    """R2.5"""
    panel = admin_client.get(HOME)["Content-Security-Policy"]
    shop = Client().get("/health/live")["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-eval'" in panel
    assert "style-src 'self' 'unsafe-inline'" in panel
    assert "unsafe" not in shop
    assert "'unsafe-inline'" not in panel.split("script-src")[1].split(";")[0]


def test_every_box_of_rows_beside_a_category_says_what_it_is(admin_client, furnished):
    """A heading of a column is no label to who cannot see it."""
    category = CategoryAttribute.objects.get().category
    address = reverse("admin:catalog_category_change", args=[category.pk])

    html = admin_client.get(address).content.decode()

    boxes = re.findall(r"<(?:input|select|textarea)\b[^>]*\bname=\"attributes-\d[^>]*>", html)
    shown = [box for box in boxes if 'type="hidden"' not in box]
    assert shown
    assert [box for box in shown if "aria-label=" not in box] == []
