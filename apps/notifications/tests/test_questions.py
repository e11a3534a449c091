"""The letter of a question that was answered."""

from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import Actor
from apps.notifications import services as notifications
from apps.reviews import services
from apps.reviews.tests.factories import QuestionFactory, received
from apps.sellers.rules import RIGHTS


def answer(question, by, text):
    services.answer_question(
        question_id=question.pk, by=by, text=text, language="en", now=timezone.now()
    )


def test_who_asked_gets_one_letter_an_answer_and_none_for_their_own(db, deliver_events, mailoutbox):
    """R8.3, C15"""
    shopper = UserFactory()
    item = received(shopper)
    question = QuestionFactory(product=item.product, user=shopper, text="Is it <b>heavy</b>?")
    seller = item.offer.seller
    shop = Actor(
        role="seller",
        user_id=seller.members.get().user_id,
        seller_id=seller.pk,
        rights=RIGHTS["owner"],
    )

    answer(question, shop, "It is not.")
    answer(question, shop, "Not at all.")
    answer(question, Actor(role="shopper", user_id=shopper.pk), "I know now.")
    deliver_events()
    notifications.send_pending(now=timezone.now())

    [letter] = mailoutbox
    assert letter.to == [shopper.email]
    assert item.product.title["en"] in letter.subject
    assert "Not at all." in letter.body
    assert "&lt;b&gt;" in letter.alternatives[0][0]
