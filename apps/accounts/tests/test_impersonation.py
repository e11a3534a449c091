"""C12: support looks with a customer's eyes, for a reason and a while, and can do nothing."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import Impersonation
from apps.accounts.tests.factories import AddressFactory, UserFactory
from apps.core.actors import Actor
from apps.core.errors import Forbidden, NotAllowed
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def support():
    made = UserFactory(is_staff=True, name="Support Sardor")
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


@pytest.fixture
def customer():
    return UserFactory(name="Malika Rahimova")


@pytest.fixture
def looking(client, support, customer):
    """Support on its way through the shop as the customer."""
    enter(client, support)
    step = reverse("admin:accounts_user_step", args=[customer.pk, "impersonate"])
    assert client.post(step, {"reason": "Ticket 42: no parcel"}).status_code == 302
    return client


def test_pages_show_what_the_customer_sees_under_a_banner_that_says_so(looking, customer):
    AddressFactory(user=customer, street="Navoi 7")

    page = looking.get(reverse("accounts:addresses")).content.decode()

    assert "Navoi 7" in page
    assert "You see the shop as Malika Rahimova." in page
    assert "Ticket 42: no parcel" in page
    assert "You see the shop as" in looking.get(reverse("storefront:personal")).content.decode()
    assert "seen-as" not in looking.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("accounts:profile", {"name": "Thief", "language": "en"}),
        ("accounts:address-new", {}),
        ("accounts:devices-end-others", {}),
        ("account_change_password", {"password1": "x"}),
        ("account_email", {"action_add": "", "email": "thief@example.com"}),
        ("account_logout", {}),
        ("mfa_activate_totp", {"code": "1"}),
        ("cart:favourites", {}),
    ],
)
def test_nothing_can_be_done(looking, customer, name, sent):
    answer = looking.post(reverse(name), sent)

    assert answer.status_code == 403
    customer.refresh_from_db()
    assert customer.name == "Malika Rahimova"
    assert Impersonation.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    "address",
    [
        "/en/account/2fa/",
        "/en/account/2fa/recovery-codes/",
        "/en/account/password/change/",
        "/en/account/email/",
        "/api/v1/orders/",
        "/api/v1/auth/devices/",
    ],
)
def test_secrets_money_and_the_api_are_closed(looking, address):
    assert looking.get(address).status_code == 403


def test_leaving_gives_support_its_own_eyes_back_and_all_of_it_is_written_down(
    looking, support, customer
):
    left = looking.post(reverse("accounts:leave-impersonation"))

    assert left.url == reverse("admin:accounts_user_change", args=[customer.pk])
    assert "seen-as" not in looking.get(reverse("accounts:profile")).content.decode()
    ended, started = AuditEntry.objects.filter(action__contains="impersonation").order_by("-pk")
    assert (started.action, started.reason) == (
        "accounts.impersonation_started",
        "Ticket 42: no parcel",
    )
    assert ended.action == "accounts.impersonation_ended"
    assert {ended.actor, started.actor} == {support}
    assert (started.subject, str(started.ip)) == (f"user:{customer.pk}", "127.0.0.1")
    assert looking.post(reverse("accounts:leave-impersonation")).status_code == 404


def test_a_look_ends_by_itself(looking):
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert "seen-as" not in looking.get(reverse("accounts:profile")).content.decode()


def test_who_is_staff_no_more_looks_no_more(looking, support, customer):
    support.is_staff = False
    support.save()

    assert "seen-as" not in looking.get(reverse("accounts:profile")).content.decode()


def test_the_panel_stays_the_staffs_own(looking, customer):
    looking.get(reverse("accounts:profile"))

    page = looking.get(reverse("admin:accounts_user_change", args=[customer.pk]))

    assert page.status_code == 200
    assert page.wsgi_request.user.name == "Support Sardor"


def test_the_customer_is_neither_signed_in_nor_seen(looking, customer):
    looking.get(reverse("accounts:profile"))

    customer.refresh_from_db()
    assert customer.last_login is None
    assert not customer.usersession_set.exists()


@pytest.mark.parametrize("rank", [{"is_staff": True}, {"is_staff": True, "is_superuser": True}])
def test_nobody_looks_with_the_eyes_of_staff(support, rank):
    by = Actor(role="staff", user_id=support.pk, reason="why")

    for user in (UserFactory(**rank), support):
        with pytest.raises(Forbidden):
            services.start_impersonation(user_id=user.pk, by=by, now=NOW)
    assert not Impersonation.objects.exists()


def test_only_staff_look_and_only_at_open_accounts(customer):
    for by in (
        Actor(role="shopper", user_id=customer.pk),
        Actor(role="staff", user_id=UserFactory().pk),
    ):
        with pytest.raises(NotAllowed):
            services.start_impersonation(user_id=customer.pk, by=by, now=NOW)
    closed = UserFactory(is_active=False)
    by = Actor(role="staff", user_id=UserFactory(is_staff=True).pk)
    with pytest.raises(NotAllowed):
        services.start_impersonation(user_id=closed.pk, by=by, now=NOW)


def test_a_new_look_ends_the_one_before(looking, support, customer):
    other = UserFactory()
    by = Actor(role="staff", user_id=support.pk, reason="next")

    services.start_impersonation(user_id=other.pk, by=by, now=timezone.now())

    assert Impersonation.objects.get(ended_at=None).user == other


def test_customers_pay_nothing_for_it(client, customer, django_assert_num_queries):
    client.force_login(customer)
    client.get(reverse("accounts:profile"))
    with django_assert_num_queries(1):  # person
        client.get(reverse("accounts:profile"))
