"""Letters about reviews."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM, Actor
from apps.core.events import deliver, subscribers_of
from apps.core.models import EventReceipt, OutboxEvent
from apps.notifications import services as notifications
from apps.notifications.models import Message
from apps.reviews import services
from apps.reviews.models import Question, WordState
from apps.reviews.tests.factories import (
    AnswerFactory,
    QuestionFactory,
    ReplyFactory,
    ReviewFactory,
    received,
)
from apps.sellers.tests.factories import MemberFactory

HOUR = timedelta(hours=1)


def test_who_reviewed_gets_one_letter_of_the_reply(db, deliver_events, mailoutbox):
    """R15.1, C15"""
    review = ReviewFactory(user=UserFactory(), text="Is it <b>clay</b>?")
    said = {"review_id": review.pk, "by": SYSTEM, "language": "en", "now": timezone.now()}

    services.reply_to_review(text="It is & stays so.", **said)
    services.edit_reply(text="It is, and stays so.", **said)
    nobodys = ReviewFactory(user=None)
    services.reply_to_review(text="Thanks!", **said | {"review_id": nobodys.pk})
    deliver_events()
    notifications.send_pending(now=timezone.now())

    [letter] = mailoutbox
    assert letter.to == [review.user.email]
    assert review.product.title["en"] in letter.subject
    assert "It is, and stays so." in letter.body
    assert review.item.seller_order.seller.name in letter.body
    assert "&lt;b&gt;" in letter.alternatives[0][0]


@pytest.mark.parametrize("make", [ReviewFactory, ReplyFactory, QuestionFactory, AnswerFactory])
@pytest.mark.parametrize("edited", ["Good clay.", "Good clay. Call me: 90 123 45 67"])
def test_who_waits_for_staff_is_told_of_the_text_they_publish(
    db, make, edited, deliver_events, mailoutbox
):
    """C15"""
    first = "Good clay. Call me: 90 123 45 67"
    word = make(user=UserFactory(), text=first, state=WordState.HELD, held_for="phone")

    services.publish_edited_word(word=word, text=edited, by=SYSTEM)
    deliver_events()
    notifications.send_pending(now=timezone.now())

    [letter] = letters_to(word.user, mailoutbox)
    assert edited in letter.body
    assert ("90 123" in letter.body) == (edited == first)
    assert ("We changed the text" in letter.body) == (edited != first)


def test_a_second_publishing_is_told_and_each_once(db, deliver_events, mailoutbox):
    word = ReplyFactory(user=UserFactory(), text="One: teapots.uz", state=WordState.HELD)
    for edited in ("One.", "Two."):
        type(word).objects.update(state=WordState.HELD)
        services.publish_edited_word(word=word, text=edited, by=SYSTEM)
        deliver_events()
        event = OutboxEvent.objects.filter(name="reviews.HeldWordPublished").latest("created_at")
        # Told again, without the receipt of the first time.
        EventReceipt.objects.all().delete()
        for subscriber in subscribers_of(event.name):
            deliver(event_id=event.pk, subscriber=subscriber)
        notifications.send_pending(now=timezone.now())

    told = [each for each in letters_to(word.user, mailoutbox) if "changed the text" in each.body]
    assert len(told) == 2
    assert "Two." in told[1].body


def reply_of(state):
    return ReplyFactory(review__state=state, review__user=UserFactory(), user=UserFactory())


def answer_of(state):
    return AnswerFactory(question__state=state, user=UserFactory())


@pytest.mark.parametrize("kind", ["review_answered", "question_answered"])
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("state", [WordState.HELD, WordState.HIDDEN])
def test_what_nobody_can_read_meanwhile_is_no_letter(db, kind, is_own, state, mailoutbox):
    make = answer_of if kind == "question_answered" else reply_of
    word = make(WordState.PUBLISHED if is_own else state)
    if is_own:
        type(word).objects.update(state=state)

    for told in (kind, "word_published"):
        notifications.notify(kind=told, subject_id=word.pk, recipients=[("a@example.com", "en")])
    notifications.send_pending(now=timezone.now())

    assert mailoutbox == []
    assert not Message.objects.exists()


@pytest.fixture
def offer(db):
    return OfferFactory()


@pytest.fixture
def keeper(offer):
    """Who answers for the shop, besides its owner; the packer is not bothered."""
    MemberFactory(seller=offer.seller, role="packer")
    return MemberFactory(seller=offer.seller, role="manager").user


def ask(product, text):
    return services.ask_question(
        user=UserFactory(), product_id=product.pk, text=text, language="en", now=timezone.now()
    )


def review(offer, text="Pours <b>well</b>."):
    user = UserFactory()
    item = received(user, offer=offer, seller=offer.seller)
    said = {"rating": 4, "text": text, "language": "en", "now": timezone.now()}
    return services.write_review(user=user, item_id=item.pk, **said)


def letters_to(user, mailoutbox):
    return [each for each in mailoutbox if each.to == [user.email]]


def test_a_shop_hears_of_questions_and_reviews_in_one_letter_an_hour(
    offer, keeper, deliver_events, mailoutbox
):
    """R8.3, R15.1"""
    other = OfferFactory(product=offer.product, variant=offer.variant)
    rival = MemberFactory(seller=other.seller, role="owner").user
    for text in ("Does the lid fit?", "Is it heavy?"):
        ask(offer.product, text)
    review(offer)
    deliver_events()

    notifications.send_pending(now=timezone.now())
    assert letters_to(keeper, mailoutbox) == []
    notifications.send_pending(now=timezone.now() + HOUR)

    [letter] = letters_to(keeper, mailoutbox)
    assert offer.seller.name in letter.subject
    assert "2 questions wait" in letter.body
    assert "1 review has no reply" in letter.body
    assert "Does the lid fit?" in letter.body
    assert "&lt;b&gt;" in letter.alternatives[0][0]
    [elsewhere] = letters_to(rival, mailoutbox)
    assert "no reply" not in elsewhere.body
    packers = offer.seller.members.filter(role="packer").values_list("user__email", flat=True)
    assert not {address for each in mailoutbox for address in each.to} & set(packers)


def test_what_is_held_or_answered_meanwhile_is_no_letter(offer, keeper, deliver_events, mailoutbox):
    assert ask(offer.product, "Call 90 123 45 67?").state == WordState.HELD
    deliver_events()
    assert not Message.objects.filter(kind="to_answer").exists()

    question = ask(offer.product, "Does the lid fit?")
    deliver_events()
    said = {"text": "It does.", "language": "en", "now": timezone.now()}
    by = Actor(role="staff", user_id=UserFactory(is_staff=True).pk)
    services.answer_question(question_id=question.pk, by=by, **said)
    notifications.send_pending(now=timezone.now() + HOUR)

    assert letters_to(keeper, mailoutbox) == []
    assert not Message.objects.filter(kind="to_answer").exists()


@pytest.mark.parametrize("leaves", ["the shop", "the market"])
def test_who_left_while_a_letter_was_gathered_gets_none(
    offer, keeper, deliver_events, mailoutbox, leaves
):
    ask(offer.product, "Does the lid fit?")
    deliver_events()
    email = keeper.email
    assert Message.objects.filter(recipient=email).exists()

    if leaves == "the shop":
        offer.seller.members.filter(user=keeper).delete()
    else:
        notifications.say_goodbye(user_id=keeper.pk)
        assert not Message.objects.filter(kind="to_answer", recipient=email).exists()
    notifications.send_pending(now=timezone.now() + HOUR)

    assert not [each for each in mailoutbox if each.to == [email] and "lid fit" in each.body]
    assert not Message.objects.filter(kind="to_answer", recipient=email).exists()
    assert [each for each in mailoutbox if "lid fit" in each.body]


def test_what_staff_publish_is_news_to_the_shop_too(offer, keeper, deliver_events, mailoutbox):
    question = QuestionFactory(product=offer.product, state=WordState.HELD, held_for="link")

    services.set_word_state(word=question, state=WordState.PUBLISHED, by=SYSTEM)
    deliver_events()
    notifications.send_pending(now=timezone.now() + HOUR)

    assert question.text in letters_to(keeper, mailoutbox)[0].body
    assert Question.objects.get().state == WordState.PUBLISHED
