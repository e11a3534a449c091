"""Profile, addresses, and every page of signing in: in our look, in three languages."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import translation

from apps.accounts.models import Address, User
from apps.accounts.tests.codes import code_now
from apps.accounts.tests.factories import AddressFactory, UserFactory
from apps.geo.tests.factories import CityFactory

PASSWORD = "correct-horse-9"
NEW_PASSWORD = {"password1": "another-horse-7", "password2": "another-horse-7"}
LANGUAGES = ("en", "ru", "uz")


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in the test's own thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def user(db):
    made = UserFactory(email="dilnoza@example.com")
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


@pytest.fixture
def person(client, user):
    """Signed in by password a moment ago, so that nothing asks for it again."""
    sign_in(client, user)
    return client


def sign_in(client, user, password=PASSWORD, **sent):
    return client.post(
        reverse("account_login"), {"login": user.email, "password": password, **sent}
    )


def link_in(message, part):
    return re.search(rf"http\S+{part}\S+", message.body)[0]


def code_in(letter):
    return re.search(r"^ {4}(\S+)$", letter.body, re.MULTILINE)[1]


def turn_on_second_step(client):
    """The whole way: the key from the page, a code from it; signing in was proof enough."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.status_code == 302
    return secret


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_for_visitors_is_ours_and_carries_nothing_inline(client, db, language):
    names = [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
        "account_request_login_code",
    ]
    with translation.override(language):
        addresses = [reverse(name) for name in names]
        addresses.append(reverse("account_reset_password_from_key", args=["1", "stale"]))

    for address in addresses:
        check_page(client.get(address), marker='class="card auth"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_account_is_ours_and_carries_nothing_inline(person, language):
    with translation.override(language):
        check_page(person.get(reverse("account_reauthenticate")), marker='class="card auth"')
    turn_on_second_step(person)
    names = [
        "account_email",
        "account_change_password",
        "account_logout",
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "accounts:devices",
        "accounts:profile",
        "accounts:addresses",
        "accounts:address-new",
        "storefront:account",
        "orders:list",
    ]
    with translation.override(language):
        for name in names:
            check_page(person.get(reverse(name)), marker='class="account-nav"')
        check_page(person.get(reverse("mfa_reauthenticate")), marker='class="card auth"')


def check_page(answer, *, marker):
    page = answer.content.decode()
    assert answer.status_code == 200, answer
    assert marker in page
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)", page)
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'name="(\w+)"', tag)
        if (
            name
            and not re.search('type="(hidden|radio)"', tag)
            and name[1] in ("login", "email", "password")
        ):
            assert "autocomplete=" in tag


def test_somebody_registers_by_the_code_from_a_letter(client, db, published):
    """R3.2"""
    answer = client.post(
        "/ru/account/signup/",
        {"name": "Dilnoza Karimova", "email": "New@Example.com", "password1": PASSWORD},
    )

    user = User.objects.get()
    [letter] = mail.outbox
    assert answer.url == reverse("account_email_verification_sent").replace("/en/", "/ru/")
    assert (user.name, user.email, user.language) == ("Dilnoza Karimova", "new@example.com", "ru")
    assert "accounts.UserRegistered" in published()
    assert "_auth_user_id" not in client.session

    check_page(client.get(answer.url), marker='class="card auth"')
    wrong = client.post(answer.url, {"code": "AAAAAA"})
    assert "_auth_user_id" not in client.session
    assert 'aria-invalid="true"' in wrong.content.decode()
    right = client.post(answer.url, {"code": code_in(letter)})

    assert right.url == "/ru/account/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get().verified


def test_whether_an_address_has_an_account_is_told_to_its_owner_alone(client, user):
    """R3.2"""
    sent = {"name": "Thief", "email": user.email, "password1": "another-horse-7"}
    known = client.post(reverse("account_signup"), sent)
    page = client.get(known.url).content.decode()
    [letter] = mail.outbox
    client.cookies.clear()
    unknown = client.post(reverse("account_signup"), sent | {"email": "new@example.com"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert hidden(page, user.email) == hidden(
        client.get(unknown.url).content.decode(), "new@example.com"
    )
    assert reverse("account_reset_password") in letter.body
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def hidden(page, email):
    """A page without what differs by itself: the address and the form's token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(email, "…"))


def test_a_registration_that_lacks_something_keeps_what_was_typed(client, db):
    page = client.post(
        reverse("account_signup"), {"name": "Dilnoza", "email": "no address", "password1": "1"}
    ).content.decode()

    assert 'value="Dilnoza"' in page
    assert 'aria-invalid="true"' in page
    assert not User.objects.exists()


def test_a_wrong_password_is_said_without_telling_who_exists(client, user):
    known = sign_in(client, user, password="wrong").content.decode()
    stranger = client.post(
        reverse("account_login"), {"login": "nobody@example.com", "password": "wrong"}
    ).content.decode()

    message = re.search(r'role="alert"[^>]*>(.*?)</div>', known, re.DOTALL)[1]
    assert message in stranger
    assert "_auth_user_id" not in client.session


def test_signing_in_leads_back_to_where_one_was_but_never_to_another_site(client, user):
    assert sign_in(client, user, next="/en/orders/").url == "/en/orders/"
    client.logout()
    assert sign_in(client, user, next="https://evil.example/").url == "/en/account/"


def test_signing_out_takes_a_press_of_a_button(person):
    person.get(reverse("account_logout"))
    assert "_auth_user_id" in person.session

    person.post(reverse("account_logout"))

    assert "_auth_user_id" not in person.session


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, user, language):
    with translation.override(language):
        client.post(reverse("account_reset_password"), {"email": user.email})
    [letter] = mail.outbox
    link = link_in(letter, "password/reset/key")

    form = client.get(link, follow=True)
    check_page(form, marker='class="card auth"')
    done = client.post(form.redirect_chain[-1][0], NEW_PASSWORD)
    client.logout()

    assert done.status_code == 302
    assert sign_in(client, user, password="another-horse-7").status_code == 302
    client.logout()
    assert client.get(link, follow=True).context["token_fail"]


def test_who_has_no_account_gets_a_letter_that_says_so(client, db):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})

    [letter] = mail.outbox
    assert letter.to == ["nobody@example.com"]
    assert "/account/signup/" in letter.body
    assert "✦" in letter.alternatives[0][0]


def test_another_address_is_added_confirmed_made_the_first_and_the_old_one_removed(person, user):
    address = reverse("account_email")
    asked = person.post(address, {"action_add": "", "email": "second@example.com"})
    assert not EmailAddress.objects.filter(email="second@example.com").exists()

    person.post(asked.url, {"code": code_in(mail.outbox[-1])})
    person.post(address, {"action_primary": "", "email": "second@example.com"})
    person.post(address, {"action_remove": "", "email": "dilnoza@example.com"})

    user.refresh_from_db()
    assert user.email == "second@example.com"
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["second@example.com"]


def test_the_password_is_changed_by_who_knows_the_present_one(person, user):
    address = reverse("account_change_password")

    wrong = person.post(address, {"oldpassword": "wrong"} | NEW_PASSWORD)
    right = person.post(address, {"oldpassword": PASSWORD} | NEW_PASSWORD)

    assert 'aria-invalid="true"' in wrong.content.decode()
    assert right.status_code == 302
    user.refresh_from_db()
    assert user.check_password("another-horse-7")


def test_with_a_second_step_the_password_alone_opens_nothing(client, person, user):
    """R3.2"""
    secret = turn_on_second_step(person)
    codes = person.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert person.get(reverse("mfa_download_recovery_codes")).status_code == 403
    client.logout()

    first = sign_in(client, user)
    assert first.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    check_page(client.get(first.url), marker='class="card auth"')
    client.post(first.url, {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(first.url, {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(user.pk)

    client.post(reverse("mfa_deactivate_totp"))
    client.logout()
    assert sign_in(client, user).url == "/en/account/"
    assert len(secret) >= 16


def test_a_profile_is_saved_and_a_wrong_phone_is_marked(person, user):
    address = reverse("accounts:profile")

    wrong = person.post(address, {"name": "Nodira", "phone": "12", "language": "uz"})
    right = person.post(address, {"name": "Nodira", "phone": "90 111 22 33", "language": "uz"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert 'value="12"' in wrong.content.decode()
    user.refresh_from_db()
    assert (user.name, str(user.phone), user.language) == ("Nodira", "+998901112233", "uz")


def address_sent(**changes):
    return {
        "label": "Home",
        "name": "Dilnoza Karimova",
        "phone": "+998901112233",
        "country": "UZ",
        "city": CityFactory().pk,
        "street": "Amir Temur 1, 15",
        "note": "",
    } | changes


def test_an_address_is_written_changed_and_deleted(person, user):
    person.post(reverse("accounts:address-new"), address_sent())
    row = Address.objects.get()
    assert "Amir Temur 1, 15" in person.get(reverse("accounts:addresses")).content.decode()

    person.post(reverse("accounts:address-edit", args=[row.pk]), address_sent(street="Elsewhere 2"))
    row.refresh_from_db()
    assert (row.street, row.is_default) == ("Elsewhere 2", True)
    person.post(reverse("accounts:address-delete", args=[row.pk]))

    assert not Address.objects.exists()
    assert "No addresses yet" in person.get(reverse("accounts:addresses")).content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"street": ""}, {"phone": "x"}, {"city": "nowhere"}, {"name": ""}, {"street": "x" * 201}],
)
def test_a_wrong_address_is_marked_and_not_saved(person, changes):
    answer = person.post(reverse("accounts:address-new"), address_sent(**changes))

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert 'value="Home"' in answer.content.decode()
    assert not Address.objects.exists()


def test_another_persons_address_does_not_exist_for_me(person):
    foreign = AddressFactory()

    answers = [
        person.get(reverse("accounts:address-edit", args=[foreign.pk])),
        person.post(reverse("accounts:address-edit", args=[foreign.pk]), address_sent()),
        person.post(reverse("accounts:address-delete", args=[foreign.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    foreign.refresh_from_db()


@pytest.mark.parametrize(
    "name",
    ["accounts:profile", "accounts:addresses", "accounts:address-new", "storefront:account"],
)
def test_who_is_not_signed_in_is_asked_to(client, db, name):
    address = reverse(name)

    assert client.get(address).url == f"/en/account/login/?next={address}"


@pytest.mark.parametrize("rows", [1, 12])
def test_the_address_book_costs_the_same_queries_for_one_and_for_twelve(
    client, user, rows, django_assert_num_queries
):
    AddressFactory.create_batch(rows, user=user)
    client.force_login(user)
    client.get(reverse("accounts:addresses"))

    # person; addresses
    with django_assert_num_queries(2):
        page = client.get(reverse("accounts:addresses")).content.decode()

    assert page.count("address-card") == rows
