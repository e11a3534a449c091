"""Letters about reviews."""

from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import SYSTEM
from apps.notifications import services as notifications
from apps.reviews import services
from apps.reviews.tests.factories import ReviewFactory


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
