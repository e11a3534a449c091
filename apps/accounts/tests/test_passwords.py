"""R2.7: passwords are peppered, peppers change without locking anybody out, stolen ones refused."""

import hashlib

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from werkzeug import Response

from apps.accounts.tests.factories import UserFactory

PASSWORD = "correct-horse-9"
OLD, NEW = "o" * 32, "n" * 32
HASHERS = [
    "apps.accounts.passwords.PepperedArgon2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]


@pytest.fixture(autouse=True)
def _real_hashing(settings):
    settings.PASSWORD_HASHERS = HASHERS
    settings.PASSWORD_PEPPERS = {"1": OLD}


def test_a_hash_names_its_pepper_and_opens_only_with_it(settings):
    kept = make_password(PASSWORD)

    assert kept.startswith("argon2_pepper$1$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(PASSWORD, kept)
    assert not check_password("correct-horse-8", kept)
    assert identify_hasher(kept).safe_summary(kept)
    settings.PASSWORD_PEPPERS = {"1": NEW}
    assert not check_password(PASSWORD, kept)


def test_the_same_password_has_another_hash_each_time():
    assert make_password(PASSWORD) != make_password(PASSWORD)


def signed_in(user):
    return authenticate(RequestFactory().post("/"), email=user.email, password=PASSWORD)


@pytest.mark.django_db
def test_a_new_pepper_locks_nobody_out_and_the_next_login_uses_it(settings):
    user = UserFactory(password=PASSWORD)
    settings.PASSWORD_PEPPERS = {"2": NEW, "1": OLD}

    assert signed_in(user)
    user.refresh_from_db()
    assert user.password.startswith("argon2_pepper$2$")
    settings.PASSWORD_PEPPERS = {"2": NEW}
    assert signed_in(user)


@pytest.mark.django_db
def test_a_pepper_that_left_too_early_opens_nothing_and_harms_nobody(settings):
    user = UserFactory(password=PASSWORD)
    settings.PASSWORD_PEPPERS = {"2": NEW}

    assert signed_in(user) is None
    user.refresh_from_db()
    assert user.password.startswith("argon2_pepper$1$")


@pytest.mark.django_db
def test_a_hash_from_before_the_pepper_is_made_anew_at_the_next_login():
    user = UserFactory()
    user.password = make_password(PASSWORD, hasher="argon2")
    user.save()

    assert signed_in(user)

    user.refresh_from_db()
    assert user.password.startswith("argon2_pepper$1$")


@pytest.mark.parametrize("password", ["password123", "qwertyuiop", "12345678901", "short"])
def test_common_short_and_numeric_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_password_like_the_address_is_refused():
    with pytest.raises(ValidationError):
        validate_password("dilnozakarimova", UserFactory.build(email="dilnozakarimova@example.com"))


@pytest.fixture
def stolen(httpserver, settings):
    """A range service that knows one password and pads its answers."""
    settings.PWNED_PASSWORDS_URL = httpserver.url_for("/range")
    digest = hashlib.sha1(PASSWORD.encode()).hexdigest().upper()

    def answer(request):
        rest = digest[5:] if request.path == f"/range/{digest[:5]}" else "0" * 35
        assert request.headers["Add-Padding"] == "true"
        return Response(f"{'F' * 35}:0\r\n{rest}:42\r\n")

    httpserver.expect_request(f"/range/{digest[:5]}").respond_with_handler(answer)
    return httpserver


def test_a_password_from_a_stolen_list_is_refused_and_never_leaves_the_house(stolen):
    with pytest.raises(ValidationError) as refused:
        validate_password(PASSWORD)

    assert refused.value.error_list[0].code == "password_breached"
    assert len(stolen.log[0][0].path.split("/")[-1]) == 5


def test_a_service_that_is_away_refuses_nobody(settings):
    settings.PWNED_PASSWORDS_URL = "http://127.0.0.1:9/range"

    validate_password(PASSWORD)
