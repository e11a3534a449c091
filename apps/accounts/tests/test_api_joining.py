"""How somebody joins by the API, and comes in by a code."""

import pytest
from django.core import mail

from apps.accounts.adapter import AccountAdapter
from apps.accounts.models import User
from apps.accounts.tests.codes import code_now
from apps.accounts.tests.door import (
    confirmed,
    post,
    refused,
    with_app,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(monkeypatch):
    """The code that every letter brings."""
    for name in ("generate_login_code", "generate_email_verification_code"):
        monkeypatch.setattr(AccountAdapter, name, lambda self: "482913")
    return "482913"


class TestRegister:
    BODY = {"email": "new@example.com", "password": "correct-horse-9-battery", "name": "Aziza"}

    def test_a_new_person_confirms_the_address_and_is_in(self, code):
        answer = post("register", self.BODY)
        assert (answer.status_code, answer.json()["next"]) == (202, "verify_email")
        assert [each.to for each in mail.outbox] == [["new@example.com"]]

        done = post("verify-email", {"login_token": answer.json()["login_token"], "code": code})

        assert done.status_code == 200, done.content
        assert User.objects.get(email="new@example.com").name == "Aziza"

    def test_a_known_address_gets_the_same_answer_and_a_letter(self):
        confirmed(email="new@example.com")

        answer = post("register", self.BODY)

        assert (answer.status_code, answer.json()["next"]) == (202, "verify_email")
        assert User.objects.filter(email="new@example.com").count() == 1
        wrong = post(
            "verify-email", {"login_token": answer.json()["login_token"], "code": "ABCDEF"}
        )
        assert refused(wrong, 422, "accounts.wrong_code")

    def test_nobody_gives_themselves_rights(self):
        """Mass assignment."""
        body = self.BODY | {"is_staff": True, "is_superuser": True, "is_active": False, "id": "1"}

        assert post("register", body).status_code == 202

        user = User.objects.get(email="new@example.com")
        assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("email", "none"), ("password", "password"), ("password", ""), ("name", "")],
    )
    def test_what_cannot_be_is_said_by_field(self, field, value):
        answer = post("register", self.BODY | {field: value})

        assert refused(answer, 422, "invalid")
        assert field in answer.json()["errors"]
        assert not User.objects.exists()


class TestCode:
    def test_a_code_by_email_lets_somebody_in(self, code):
        user = confirmed()

        asked = post("code", {"email": user.email})
        done = post("code/confirm", {"login_token": asked.json()["login_token"], "code": code})

        assert (asked.status_code, asked.json()["next"]) == (202, "code")
        assert done.status_code == 200

    @pytest.mark.parametrize("whom", [{"email": "nobody@example.com"}, {"phone": "+998901112233"}])
    def test_an_unknown_person_gets_the_same_answer_and_no_way_in(self, whom):
        asked = post("code", whom)

        assert (asked.status_code, asked.json()["next"]) == (202, "code")
        answer = post(
            "code/confirm", {"login_token": asked.json()["login_token"], "code": "123456"}
        )
        assert refused(answer, 422, "accounts.wrong_code")

    def test_a_code_does_not_replace_the_second_factor(self, code):
        user = confirmed()
        secret = with_app(user)
        asked = post("code", {"email": user.email}).json()

        first = post("code/confirm", {"login_token": asked["login_token"], "code": code})
        assert (first.status_code, first.json()["next"]) == (202, "second_step")
        step = {"login_token": first.json()["login_token"], "code": code_now(secret)}

        assert post("second-step", step).status_code == 200
