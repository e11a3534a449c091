"""R16.3: the trail is append-only, knows where a change came from, and is found by its words."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.core import audit
from apps.core.actors import SYSTEM, Actor
from apps.core.models import AuditEntry
from apps.core.tests.staff import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(client):
    return enter(client, UserFactory(is_staff=True))


@pytest.fixture
def entry():
    author = UserFactory(email="author@example.com")
    with audit.requested_from("198.51.100.9"):
        audit.record(
            actor=Actor(role="staff", user_id=author.pk, reason="asked by phone"),
            action="accounts.active_set",
            subject="user:7",
            before={"is_active": True},
            after={"is_active": "<b>no</b>"},
        )
    audit.record(actor=SYSTEM, action="sellers.approved", subject="seller:8")
    return AuditEntry.objects.get(subject="user:7")


def test_nobody_changes_or_deletes_an_entry(entry):
    for change in (lambda: entry.delete(), lambda: AuditEntry.objects.update(reason="x")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()

    assert AuditEntry.objects.count() == 2


def test_an_entry_knows_where_it_was_asked_for_and_a_workers_has_no_place(entry):
    assert entry.ip == "198.51.100.9"
    assert AuditEntry.objects.get(subject="seller:8").ip is None


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("author@example.com", ["user:7"]),
        ("AUTHOR@example.com", ["user:7"]),
        ("198.51.100.9", ["user:7"]),
        ("user:7", ["user:7"]),
        ("accounts.", ["user:7"]),
        ("sellers.approved", ["seller:8"]),
        ("nothing", []),
        ("user:%", []),
        ("'; DROP", []),
    ],
)
def test_staff_find_entries_by_any_of_their_words(panel, entry, word, found):
    page = panel.get(reverse("admin:core_auditentry_changelist"), {"q": word})

    assert page.status_code == 200
    assert [row.subject for row in page.context["cl"].result_list] == found


def test_the_entry_shows_what_changed_and_trusts_no_value(panel, entry):
    page = panel.get(reverse("admin:core_auditentry_change", args=[entry.pk])).content.decode()

    assert "<del>True</del>" in page
    assert "<ins>&lt;b&gt;no&lt;/b&gt;</ins>" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long(panel, count, django_assert_max_num_queries):
    for number in range(count):
        audit.record(actor=SYSTEM, action="core.x", subject=f"x:{number}")

    with django_assert_max_num_queries(9):
        panel.get(reverse("admin:core_auditentry_changelist"), {"since": "24"})
