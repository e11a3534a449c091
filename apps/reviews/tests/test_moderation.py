"""What staff publish in other words than its author's: on record, told, and once."""

import hashlib

import pytest
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from apps.core.models import AuditEntry
from apps.core.people import keepers
from apps.core.tests.staff import enter
from apps.reviews import selectors, services
from apps.reviews.models import Reply, WordState
from apps.reviews.tests.factories import (
    AnswerFactory,
    QuestionFactory,
    ReplyFactory,
    ReviewFactory,
)

STAFF = Actor(role="staff", reason="a phone number")
FIRST, EDITED = "Good clay. Call me: 90 123 45 67", "Good clay."
KINDS = (ReviewFactory, ReplyFactory, QuestionFactory, AnswerFactory)
every_kind = pytest.mark.parametrize("make", KINDS, ids=lambda make: make._meta.model.__name__)


def held(make, **changes):
    changes = {"user": UserFactory(), "text": FIRST} | changes
    return make(state=WordState.HELD, held_for="phone", **changes)


def seen(text):
    return hashlib.sha256(text.encode()).hexdigest()


def publish(word, text=EDITED, by=STAFF):
    services.publish_edited_word(word=word, text=text, by=by)


@every_kind
def test_a_person_approves_an_edited_text(db, make, published):
    """C15: moderation flags a phone number, a person approves the edited text."""
    word = held(make)

    publish(word)

    word.refresh_from_db()
    assert (word.state, word.text, word.original) == (WordState.PUBLISHED, EDITED, FIRST)
    entry = AuditEntry.objects.get(action__startswith="reviews.")
    assert (entry.reason, entry.after["is_edited"]) == ("a phone number", True)
    assert published().count("reviews.HeldWordPublished") == 1


@every_kind
def test_only_staff_edit_and_only_what_waits(db, make):
    word = held(make)

    for role in ("shopper", "seller", "courier"):
        with pytest.raises(NotAllowed):
            publish(word, by=Actor(role=role, user_id=word.user_id))
    for text in ("", "  ", "x" * 3001):
        with pytest.raises(Invalid):
            publish(word, text)
    publish(word)
    with pytest.raises(InvalidTransition):
        publish(word, "Said twice.")

    word.refresh_from_db()
    assert (word.text, word.original) == (EDITED, FIRST)


def test_what_is_published_as_it_was_keeps_no_other_text(db):
    word = held(ReviewFactory)

    publish(word, FIRST)

    word.refresh_from_db()
    assert (word.state, word.original) == (WordState.PUBLISHED, "")


def test_the_ends_of_lines_are_no_other_words(db):
    word = held(ReviewFactory, text="Good clay.\nCall 90 123 45 67")

    publish(word, "Good clay.\r\nCall 90 123 45 67")

    word.refresh_from_db()
    assert word.original == ""


def test_stars_count_from_the_moment_a_review_is_published(db):
    word = held(ReviewFactory, rating=2)

    publish(word)

    word.product.refresh_from_db()
    assert (word.product.rating, word.product.rating_count) == (2, 1)


def test_an_edited_question_is_not_another_of_the_same_person(db):
    word = held(QuestionFactory)
    QuestionFactory(product=word.product, user=word.user, text=EDITED)

    with pytest.raises(Conflict):
        publish(word)

    word.refresh_from_db()
    assert (word.state, word.text) == (WordState.HELD, FIRST)


@every_kind
def test_who_is_forgotten_leaves_no_number_behind(db, make):
    word = held(make)
    publish(word)

    for keeper in keepers():
        if keeper.subject in ("reviews", "questions"):
            keeper.erase(user_id=word.user_id)

    word.refresh_from_db()
    assert (word.user, word.text, word.original) == (None, EDITED, "")


@every_kind
def test_staff_edit_in_the_panel(client, db, make):
    """R16.1"""
    word = held(make)
    name = f"admin:reviews_{word._meta.model_name}"
    address = reverse(f"{name}_step", args=[word.pk, "publish_edited"])
    enter(client, UserFactory(is_staff=True, is_superuser=True))
    assert address in client.get(reverse(f"{name}_change", args=[word.pk])).content.decode()
    assert FIRST in client.get(address).content.decode()

    refused = client.post(address, {"text": "", "reason": "a phone number"})
    sent = {"text": EDITED, "reason": "a phone number"}
    client.post(address, sent | {"seen": seen(FIRST)})

    word.refresh_from_db()
    assert (refused.status_code, word.state, word.text) == (422, WordState.PUBLISHED, EDITED)
    page = client.get(reverse(f"{name}_change", args=[word.pk])).content.decode()
    assert FIRST in page
    assert address not in page
    support = UserFactory(is_staff=True)
    enter(client, support)
    assert client.post(address, {"text": "Mine", "reason": "I can"}).status_code == 403


@every_kind
@pytest.mark.parametrize("name", ["show", "publish_edited"])
def test_staff_publish_only_what_they_have_read(client, db, make, name):
    word = held(make)
    address = reverse(f"admin:reviews_{word._meta.model_name}_step", args=[word.pk, name])
    enter(client, UserFactory(is_staff=True, is_superuser=True))
    assert seen(FIRST) in client.get(address).content.decode()
    make._meta.model.objects.filter(pk=word.pk).update(text="Now call 93 765 43 21")

    shown = client.post(address, {"text": EDITED, "reason": "seen", "seen": seen(FIRST)})

    word.refresh_from_db()
    assert word.state == WordState.HELD
    assert "93 765" in shown.content.decode()


@every_kind
def test_a_text_changed_at_that_moment_is_not_published_either(db, make):
    word = held(make)

    with pytest.raises(Conflict):
        services.publish_edited_word(word=word, text=EDITED, by=STAFF, seen="Another.")
    with pytest.raises(Conflict):
        services.set_word_state(word=word, state=WordState.PUBLISHED, by=STAFF, seen="Another.")

    word.refresh_from_db()
    assert (word.state, word.text) == (WordState.HELD, FIRST)


def test_staff_read_in_words_why_something_waits(client, db):
    word = held(ReplyFactory)
    Reply.objects.update(held_for="phone,taken_off")
    enter(client, UserFactory(is_staff=True, is_superuser=True))

    for place in ("changelist", "change"):
        args = [word.pk] if place == "change" else []
        page = client.get(reverse(f"admin:reviews_reply_{place}", args=args)).content.decode()
        assert "a phone number, taken off by staff" in page


def test_everybody_reads_that_the_market_edited_it_and_never_the_first_text(client, db):
    review = held(ReviewFactory)
    publish(review)

    page = client.get(reverse("reviews:list", args=[review.product.code])).content.decode()

    assert "Edited by the market" in page
    assert EDITED in page
    assert "90 123" not in page


def test_an_id_that_is_no_words_is_none(db):
    review = ReviewFactory()

    assert selectors.word_by_id(word_id=review.pk) == review
    assert selectors.word_by_id(word_id=review.product_id) is None
