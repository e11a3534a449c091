"""R2.1: coming in by a phone and the code that is sent to it."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from apps.accounts import services
from apps.accounts.models import Consent, PhoneCode, User
from apps.accounts.tests.door import PASSWORD, confirmed
from apps.accounts.tests.factories import UserFactory
from apps.core.errors import Conflict, TooMany
from apps.core.models import AuditEntry

pytestmark = pytest.mark.django_db

PHONE = "+998901112233"
OTHER = "+998935554433"


@pytest.fixture
def owner():
    return UserFactory(email=None, phone=PHONE, phone_verified_at=timezone.now())


def is_in(client, user=None):
    known = client.session.get("_auth_user_id")
    return known == str(user.pk) if user else known is not None


def code_sent():
    """The newest code that waits for its message."""
    row = PhoneCode.objects.exclude(sealed_code="").order_by("-created_at").first()
    return services.take_phone_code(code_id=row.pk)


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def register(client, phone=PHONE, **sent):
    sent = {"name": "Dilnoza Karimova", "phone": phone, **sent}
    return client.post(reverse("accounts:signup-by-phone"), sent)


def ask_for_code(client, phone=PHONE, **sent):
    return client.post(reverse("account_request_login_code"), {"login": phone, **sent})


def confirm(client, code):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


class TestRegistration:
    def test_a_name_and_the_code_open_an_account_without_an_address(self, client, published):
        with translation.override("uz"):
            asked = register(client, phone="90 111 22 33")
            assert not is_in(client)
            done = client.post(asked.url, {"code": code_sent()})

        user = User.objects.get()
        assert done.url == "/uz/account/"
        assert is_in(client, user)
        assert (user.name, user.email, str(user.phone)) == ("Dilnoza Karimova", None, PHONE)
        assert (user.language, user.phone_verified_at is not None) == ("uz", True)
        assert not user.has_usable_password()
        assert "accounts.UserRegistered" in published()
        assert Consent.objects.filter(user=user, kind="terms", is_given=True).exists()
        assert mail.outbox == []
        assert client.get("/en/account/").status_code == 200
        assert client.get("/en/account/profile/").status_code == 200
        assert client.get(reverse("mfa_index")).status_code == 200

    def test_the_code_was_proof_enough_to_add_an_address(self, client):
        client.post(register(client).url, {"code": code_sent()})

        asked = client.post(reverse("account_email"), {"action_add": "", "email": "d@example.com"})

        assert asked.url == reverse("account_email_verification_sent")
        assert [letter.to for letter in mail.outbox] == [["d@example.com"]]

    def test_a_wrong_code_opens_nothing_and_the_third_is_the_last(self, client):
        asked = register(client)
        code = code_sent()

        for _ in range(3):
            client.post(asked.url, {"code": wrong(code)})
        client.post(asked.url, {"code": code})

        assert not is_in(client)
        assert User.objects.get().phone_verified_at is None

    def test_a_code_is_over_after_five_minutes(self, client):
        asked = register(client)
        code = code_sent()

        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            client.post(asked.url, {"code": code})

            assert not is_in(client)

    def test_a_code_sent_again_replaces_the_first(self, client):
        asked = register(client)
        first = code_sent()
        client.post(asked.url, {"action": "resend"})
        second = code_sent()

        client.post(asked.url, {"code": first if first != second else wrong(first)})
        assert not is_in(client)
        client.post(asked.url, {"code": second})
        assert is_in(client)

    def test_whether_a_number_has_an_account_is_told_to_its_owner_alone(
        self, client, owner, published
    ):
        known = register(client)
        known_page = client.get(known.url).content.decode()
        client.post(known.url, {"action": "resend"})
        for guess in ("", "000000"):
            client.post(known.url, {"code": guess})
        stranger = Client()
        unknown = register(stranger, phone=OTHER)

        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert plain(known_page, PHONE) == plain(stranger.get(unknown.url).content.decode(), OTHER)
        assert not is_in(client)
        assert User.objects.filter(phone=PHONE).count() == 1
        assert published().count("accounts.PhoneRegisteredAgain") == 1
        assert PhoneCode.objects.exclude(sealed_code="").get().phone == OTHER

    def test_a_number_nobody_verified_keeps_nobody_out(self, client):
        thief = UserFactory(phone=PHONE)

        client.post(register(client).url, {"code": code_sent()})

        thief.refresh_from_db()
        assert is_in(client)
        assert not is_in(client, thief)
        assert thief.phone_verified_at is None

    @pytest.mark.parametrize(
        "sent",
        [{"phone": "12"}, {"phone": ""}, {"name": ""}, {"phone": "x" * 5000}, {"name": "\0"}],
    )
    def test_what_cannot_be_is_marked_and_nobody_is_made(self, client, sent):
        answer = register(client, **sent)

        assert 'aria-invalid="true"' in answer.content.decode()
        assert not User.objects.exists()
        assert not PhoneCode.objects.exists()

    def test_nobody_gives_themselves_rights(self, client):
        register(client, is_staff="on", is_superuser="on", email="boss@example.com")

        user = User.objects.get()
        assert (user.is_staff, user.is_superuser, user.email) == (False, False, None)

    def test_an_address_at_the_other_form_brings_no_code_to_a_phone(self, client):
        """Else a code at one's own phone would tell that somebody's e-mail has no account."""
        sent = {"name": "Thief", "email": "v@example.com", "password1": PASSWORD, "phone": PHONE}
        client.post(reverse("account_signup"), sent)

        assert not PhoneCode.objects.exists()
        assert User.objects.get().phone == ""


def plain(page, phone):
    """A page without what differs by itself."""
    lines = page.replace(phone, "…").splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


class TestLogin:
    def test_the_code_lets_the_owner_in(self, client, owner):
        asked = ask_for_code(client, phone="90 111-22-33")
        assert asked.url == reverse("account_confirm_login_code")

        done = confirm(client, code_sent())

        assert is_in(client, owner)
        assert done.url == "/en/account/"

    def test_signing_in_again_is_no_change_of_the_phone(self, client, owner):
        ask_for_code(client)
        confirm(client, code_sent())

        assert not AuditEntry.objects.filter(action="accounts.phone_verified").exists()

    def test_an_unknown_number_gets_the_same_answer_and_no_message(self, client, owner):
        known = ask_for_code(client)
        known_page = client.get(known.url).content.decode()
        stranger = Client()

        unknown = ask_for_code(stranger, phone=OTHER)

        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        unknown_page = stranger.get(unknown.url).content.decode()
        assert plain(known_page, PHONE) == plain(unknown_page, OTHER)
        assert PhoneCode.objects.count() == 1
        for guess in ("", "000000"):
            confirm(stranger, guess)
        assert not is_in(stranger)

    @pytest.mark.parametrize("phone", [PHONE, OTHER])
    def test_too_many_codes_are_refused_alike_whoever_has_the_number(self, client, owner, phone):
        answers = [ask_for_code(client, phone=phone).status_code for _ in range(6)]

        assert answers == [302] * 5 + [429]

    def test_a_code_may_be_asked_for_again_while_one_waits(self, client, owner):
        page = client.get(ask_for_code(client).url).content.decode()
        first = code_sent()
        assert f'name="login" value="{PHONE}"' in page

        ask_for_code(client)
        second = code_sent()
        confirm(client, first if first != second else wrong(first))
        assert not is_in(client)
        confirm(client, second)
        assert is_in(client, owner)

    def test_a_number_that_was_never_verified_opens_nothing(self, client):
        UserFactory(phone=PHONE)

        ask_for_code(client)

        assert not PhoneCode.objects.exists()

    def test_who_was_shut_out_stays_out(self, client, owner):
        User.objects.update(is_active=False)

        ask_for_code(client)

        assert not PhoneCode.objects.exists()

    def test_an_address_that_is_there_is_still_verified_first(self, client):
        user = UserFactory(phone=PHONE, phone_verified_at=timezone.now())

        ask_for_code(client)
        done = confirm(client, code_sent())

        assert not is_in(client)
        assert done.url == reverse("account_email_verification_sent")
        assert [letter.to for letter in mail.outbox] == [[user.email]]

    def test_a_phone_and_a_password_open_an_account_too(self, client, owner):
        owner.set_password(PASSWORD)
        owner.save()

        client.post(reverse("account_login"), {"login": "90 111 22 33", "password": PASSWORD})

        assert is_in(client, owner)

    def test_a_code_does_not_lead_to_another_site(self, client, owner):
        evil = "https://evil.example/"
        asked = ask_for_code(client, next=evil)
        done = client.post(asked.url, {"code": code_sent(), "next": evil})

        assert is_in(client, owner)
        assert done.url == "/en/account/"

    def test_a_code_leads_back_to_where_one_was(self, client, owner):
        asked = ask_for_code(client, next="/en/orders/")

        assert client.post(asked.url, {"code": code_sent()}).url == "/en/orders/"

    def test_a_code_comes_by_e_mail_too(self, client):
        user = confirmed(email="dilnoza@example.com")

        asked = ask_for_code(client, "Dilnoza@Example.com")
        [letter] = mail.outbox
        client.post(asked.url, {"code": re.search(r"^ {4}(\S+)$", letter.body, re.MULTILINE)[1]})

        assert is_in(client, user)

    def test_an_unknown_address_gets_the_same_answer_and_a_letter_that_says_so(self, client):
        confirmed(email="dilnoza@example.com")
        known = ask_for_code(client, "dilnoza@example.com")
        stranger = Client()
        unknown = ask_for_code(stranger, "nobody@example.com")

        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        known_page = client.get(known.url).content.decode()
        unknown_page = stranger.get(unknown.url).content.decode()
        assert plain(known_page, "dilnoza@example.com") == plain(unknown_page, "nobody@example.com")
        assert [letter.to for letter in mail.outbox] == [
            ["dilnoza@example.com"],
            ["nobody@example.com"],
        ]

    @pytest.mark.parametrize("login", ["", "12", "nobody", "x" * 300, "\0", "+7"])
    def test_what_is_neither_an_address_nor_a_phone_is_marked(self, client, login):
        answer = ask_for_code(client, login)

        assert 'aria-invalid="true"' in answer.content.decode()
        assert (mail.outbox, PhoneCode.objects.count()) == ([], 0)

    def test_somebody_elses_browser_cannot_use_a_code(self, client, owner):
        ask_for_code(client)
        code = code_sent()

        thief = Client()
        confirm(thief, code)

        assert not is_in(thief)

    def test_the_session_before_a_login_is_not_the_one_after_it(self, client, owner):
        ask_for_code(client)
        before = client.session.session_key

        confirm(client, code_sent())

        assert client.session.session_key != before


class TestChange:
    @pytest.fixture
    def person(self, client):
        user = confirmed()
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        return user

    def change(self, client, phone=PHONE):
        sent = {"action_add": "", "phone": phone}
        return client.post(reverse("account_change_phone"), sent)

    def test_a_phone_is_added_by_its_code(self, client, person):
        asked = self.change(client)
        person.refresh_from_db()
        assert not person.phone

        client.post(asked.url, {"code": code_sent()})

        person.refresh_from_db()
        assert (str(person.phone), person.phone_verified_at is not None) == (PHONE, True)
        entry = AuditEntry.objects.get(action="accounts.phone_verified")
        assert entry.after == {"phone": "…2233"}

    def test_it_takes_a_fresh_proof(self, client, person):
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            asked = self.change(client)

        assert asked.url.startswith(reverse("account_reauthenticate"))
        assert not PhoneCode.objects.exists()

    def test_somebody_elses_number_is_refused_only_to_who_holds_it(self, client, person, owner):
        asked = self.change(client)
        assert asked.url == reverse("account_verify_phone")

        answer = client.post(asked.url, {"code": code_sent()})

        assert 'aria-invalid="true"' in answer.content.decode()
        person.refresh_from_db()
        assert not person.phone

    def test_a_verified_phone_is_not_changed_in_the_profile(self, client, owner):
        client.force_login(owner)
        address = reverse("accounts:profile")
        assert 'name="phone"' not in client.get(address).content.decode()

        client.post(address, {"name": "Nodira", "phone": OTHER, "language": "ru"})

        owner.refresh_from_db()
        assert (owner.name, str(owner.phone)) == ("Nodira", PHONE)
        assert owner.phone_verified_at is not None

    def test_a_visitor_is_asked_to_sign_in(self, client):
        address = reverse("account_change_phone")

        assert client.get(address).url == f"/en/account/login/?next={address}"


class TestMessages:
    def test_a_code_lies_sealed(self):
        row = services.send_phone_code(phone=PHONE, code="123456", language="en")

        assert "123456" not in row.sealed_code
        assert services.take_phone_code(code_id=row.pk) == "123456"

    def test_a_number_gets_so_many_messages_a_day_whoever_asks(self, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"sms-to": (2, 86_400)}
        for _ in range(2):
            services.send_phone_code(phone=PHONE, code="123456", language="en")

        with pytest.raises(TooMany):
            services.send_phone_code(phone=PHONE, code="123456", language="en")
        services.send_phone_code(phone=OTHER, code="123456", language="en")

    def test_the_market_sends_so_many_messages_a_day(self, client, owner, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"sms-all": (1, 86_400)}
        register(client, phone=OTHER)

        stranger = Client()
        answer = ask_for_code(stranger)

        assert answer.url == reverse("account_confirm_login_code")
        assert PhoneCode.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_verify_one_number_at_once_one_has_it():
    people = [UserFactory(email=f"p{n}@example.com") for n in range(2)]
    start, outcomes = threading.Barrier(2), []

    def verify(user):
        try:
            start.wait()
            services.set_phone(user=user, phone=PHONE, is_verified=True)
            outcomes.append("has it")
        except Conflict:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=verify, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["has it", "refused"]
    assert User.objects.filter(phone=PHONE, phone_verified_at__isnull=False).count() == 1


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_every_page_of_it_is_ours(client, owner, language):
    with translation.override(language):
        pages = [client.get(reverse("accounts:signup-by-phone"))]
        pages.append(client.get(ask_for_code(client).url))
        stranger = Client()
        pages.append(stranger.get(register(stranger, phone=OTHER).url))

    for page in pages:
        assert 'class="card auth"' in page.content.decode()
        assert f'lang="{language}"' in page.content.decode()
    for page in pages[1:]:
        assert 'autocomplete="one-time-code"' in page.content.decode()
    assert not EmailAddress.objects.exists()
