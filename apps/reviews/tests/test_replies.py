"""What a shop says to a review: who may, what waits for staff, that a review has one reply."""

import threading
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed, TooMany
from apps.core.people import keepers
from apps.reviews import rules, selectors, services
from apps.reviews.models import Reply, WordState
from apps.reviews.tests.factories import ReplyFactory, ReviewFactory, received
from apps.sellers.rules import RIGHTS
from apps.sellers.tests.factories import MemberFactory

NOW = timezone.now()
STAFF = Actor(role="staff", reason="seen")


def shop_of(review):
    return review.item.seller_order.seller


def of_shop(shop, role="owner"):
    member = MemberFactory(seller=shop, role=role)
    return Actor(
        role="seller", user_id=member.user_id, seller_id=shop.pk, rights=RIGHTS[member.role]
    )


def reply(review, by, text="Thank you!", say=services.reply_to_review):
    return say(review_id=review.pk, by=by, text=text, language="en", now=NOW)


def edit(review, by, text):
    return reply(review, by, text, say=services.edit_reply)


def test_the_shop_that_sold_it_replies_for_everybody_to_read(db, published):
    """R15.1, C15"""
    review = ReviewFactory()
    by = of_shop(shop_of(review), role="manager")

    said = reply(review, by, text="  Thank you!  ")

    assert (said.text, said.seller, said.user_id) == ("Thank you!", shop_of(review), by.user_id)
    assert said.state == WordState.PUBLISHED
    assert published()[-1] == "reviews.ReviewAnswered"
    [shown] = selectors.reviews_of(product_id=review.product_id).reviews
    assert shown.reply == said


def test_another_shop_a_packer_and_a_shopper_do_not_reply(db):
    review = ReviewFactory()
    rival = received().seller_order.seller

    for by in (of_shop(rival), Actor(role="shopper", user_id=review.user_id)):
        with pytest.raises(NotAllowed):
            reply(review, by)
    with pytest.raises(Forbidden):
        reply(review, of_shop(shop_of(review), role="packer"))

    assert not Reply.objects.exists()


@pytest.mark.parametrize("state", [WordState.HELD, WordState.HIDDEN])
def test_what_nobody_can_read_gets_no_reply(db, state):
    review = ReviewFactory(state=state)

    with pytest.raises(NotAllowed):
        reply(review, of_shop(shop_of(review)))

    assert not Reply.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * (rules.MAX_REPLY_LENGTH + 1)])
def test_a_reply_says_something_and_not_too_much(db, text):
    review = ReviewFactory()
    known = ReplyFactory()

    with pytest.raises(Invalid):
        reply(review, of_shop(shop_of(review)), text)
    with pytest.raises(Invalid):
        edit(known.review, of_shop(known.seller), text)

    assert Reply.objects.get().text == known.text


def test_a_review_is_replied_to_once_and_the_same_again_is_the_first(db, published):
    review = ReviewFactory()
    by = of_shop(shop_of(review))
    first = reply(review, by)
    before = published()

    again = reply(review, by)
    with pytest.raises(Conflict):
        reply(review, by, text="Write to us.")

    assert again == first
    assert Reply.objects.get().text == "Thank you!"
    assert published() == before


def test_a_reply_may_be_said_better_and_is_news_only_once(db, published):
    review = ReviewFactory()
    by = of_shop(shop_of(review))
    with pytest.raises(NotAllowed):
        edit(review, by, "Nothing to edit yet.")
    reply(review, by)

    said = edit(review, by, "Thank you, come again!")

    assert Reply.objects.get() == said
    assert said.text == "Thank you, come again!"
    assert published().count("reviews.ReviewAnswered") == 1
    assert published()[-1] == "reviews.ReviewChanged"


def test_a_reply_with_a_phone_number_waits_and_staff_decide(db, published):
    """C15"""
    review = ReviewFactory()
    by = of_shop(shop_of(review))

    said = reply(review, by, text="Call us: 90 123 45 67")

    assert (said.state, said.held_for) == (WordState.HELD, "phone")
    assert "reviews.ReviewAnswered" not in published()
    [shown] = selectors.reviews_of(product_id=review.product_id).reviews
    assert shown.reply is None

    services.set_word_state(word=said, state=WordState.PUBLISHED, by=STAFF)
    assert published().count("reviews.ReviewAnswered") == 1

    services.set_word_state(word=said, state=WordState.HIDDEN, by=STAFF)
    assert edit(review, by, "Thank you!").state == WordState.HELD


@pytest.mark.parametrize("held_for", ["taken_off", ""])
def test_what_staff_took_off_stays_off_however_often_it_is_edited(db, held_for):
    review = ReviewFactory()
    by = of_shop(shop_of(review))
    said = reply(review, by)
    services.set_word_state(word=said, state=WordState.HIDDEN, by=STAFF)

    first = edit(review, by, "Thanks a lot!")
    Reply.objects.update(held_for=held_for)  # without a mark: held before there was one
    states = [edit(review, by, text).state for text in ("Call 90 123 45 67", "Thank you!")]

    said.refresh_from_db()
    assert [first.state, *states] == [WordState.HELD] * 3
    assert (first.held_for, said.held_for) == ("taken_off", "taken_off")
    services.set_word_state(word=said, state=WordState.PUBLISHED, by=STAFF)
    assert edit(review, by, "Come again!").state == WordState.PUBLISHED


def test_what_waits_for_its_own_words_is_corrected_by_its_author(db):
    review = ReviewFactory()
    by = of_shop(shop_of(review))
    reply(review, by, text="Call us: 90 123 45 67")

    assert edit(review, by, "Thank you!").state == WordState.PUBLISHED


def test_nobody_replies_without_end(db, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"answer": (1, 3600)}
    review = ReviewFactory()
    by = of_shop(shop_of(review))
    reply(review, by)

    with pytest.raises(TooMany):
        edit(review, by, "Once more.")


def test_a_shop_reads_reviews_of_what_it_sold_and_no_others(db):
    mine, _others = ReviewFactory(rating=2), ReviewFactory()
    offer = mine.item.offer
    answered = ReviewFactory(item=received(offer=offer, seller=offer.seller))
    said = ReplyFactory(review=answered, state=WordState.HELD)
    ReviewFactory(item=received(offer=offer, seller=offer.seller), state=WordState.HIDDEN)

    def rows(**narrowed):
        found, _next = selectors.seller_reviews(seller_id=offer.seller_id, **narrowed)
        return [(each.review, each.own) for each in found]

    assert rows(is_open=True) == [(mine, None)]
    assert rows(is_open=False) == [(answered, said)]
    assert rows(is_open=True, stars=2) == [(mine, None)]
    assert rows(is_open=True, stars=5) == []
    assert selectors.open_review_count(seller_id=offer.seller_id) == 1


def test_the_shops_list_goes_on_where_it_ended(db):
    first = ReviewFactory(written_at=NOW)
    offer = first.item.offer
    more = [
        ReviewFactory(item=received(offer=offer, seller=offer.seller), written_at=NOW)
        for _ in range(2)
    ]

    page, after = selectors.seller_reviews(seller_id=offer.seller_id, is_open=True, limit=2)
    place = rules.read_place(after)
    rest, end = selectors.seller_reviews(
        seller_id=offer.seller_id, is_open=True, after=place, limit=2
    )

    assert [each.review for each in page] == more[::-1]
    assert ([each.review for each in rest], end) == ([first], "")


def test_who_wrote_a_reply_is_forgotten_and_the_shops_word_stays(db):
    """C15"""
    said = ReplyFactory(user=UserFactory())
    [keeper] = [each for each in keepers() if each.subject == "reviews"]

    records = list(keeper.records(user_id=said.user_id))
    keeper.erase(user_id=said.user_id)

    assert [record["reply"] for record in records] == [said.text]
    said.refresh_from_db()
    assert (said.user, said.text) == (None, "Thank you!")


def test_what_shops_replied_before_replies_had_a_table_is_brought_over(db):
    """The statement of the migration, twice: the second brings nothing more."""
    bring_over = import_module("apps.reviews.migrations.0005_replies_of_before").BRING_OVER
    review, _without = ReviewFactory(language="uz"), ReviewFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_review SET reply = 'Rahmat!' WHERE id = %s", [review.pk])
        for _time in range(2):
            cursor.execute(bring_over)

    said = Reply.objects.get()
    assert (said.review, said.seller) == (review, shop_of(review))
    assert (said.text, said.language, said.state) == ("Rahmat!", "uz", WordState.PUBLISHED)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_reply_at_once_one_does_and_the_other_is_told():
    review = ReviewFactory()
    people = [of_shop(shop_of(review)) for _ in range(2)]
    answers, start = [], threading.Barrier(2)

    def run(by, text):
        start.wait(20)
        try:
            reply(review, by, text)
            answers.append("done")
        except Conflict:
            answers.append("told")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(by, f"Thank you from {n}!"))
        for n, by in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(answers) == ["done", "told"]
    assert Reply.objects.count() == 1
