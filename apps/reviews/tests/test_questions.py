"""Asking of a card and answering for everybody: who may, what waits for staff, who is told."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.tests.factories import UserFactory
from apps.catalog.models import Product, ProductState
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import Actor
from apps.core.errors import Conflict, Forbidden, Invalid, NotAllowed, TooMany
from apps.core.models import AuditEntry
from apps.core.people import keepers
from apps.orders.models import State
from apps.orders.tests.factories import SellerOrderFactory
from apps.reviews import rules, selectors, services
from apps.reviews.models import Answer, AnswerSide, Question, WordState
from apps.reviews.tests.factories import AnswerFactory, QuestionFactory, ReplyFactory, received
from apps.sellers.rules import RIGHTS
from apps.sellers.tests.factories import MemberFactory

NOW = timezone.now()


@pytest.fixture
def shopper(db):
    return UserFactory(name="Dilnoza Karimova")


def ask(user, product, text="Does the lid fit?", **changes):
    said = {"text": text, "language": "en", "now": NOW} | changes
    return services.ask_question(user=user, product_id=product.pk, **said)


def answer(question, by, text="It does.", now=NOW):
    return services.answer_question(
        question_id=question.pk, by=by, text=text, language="en", now=now
    )


def of_shop(shop, role="owner"):
    member = MemberFactory(seller=shop, role=role)
    return Actor(
        role="seller", user_id=member.user_id, seller_id=shop.pk, rights=RIGHTS[member.role]
    )


def of(user):
    return Actor(role="shopper", user_id=user.pk)


def of_staff():
    return Actor(role="staff", user_id=UserFactory(is_staff=True).pk, reason="seen")


def test_a_question_is_there_for_everybody_at_once(shopper, published):
    """R8.3, C15"""
    product = OfferFactory().product

    question = ask(shopper, product, text="  Does the lid fit?  ")

    assert (question.text, question.author_name) == ("Does the lid fit?", "Dilnoza K.")
    assert question.state == WordState.PUBLISHED
    assert published()[-1] == "reviews.QuestionAsked"


def test_a_question_with_a_phone_number_waits_for_staff(shopper, published):
    """C15"""
    product = OfferFactory().product
    before = published()

    question = ask(shopper, product, text="Call me: 90 123 45 67, will you?")

    assert (question.state, question.held_for) == (WordState.HELD, "phone")
    assert published() == before
    assert selectors.questions_of(product_id=question.product_id).open_count == 0


def test_the_same_question_twice_is_one(shopper):
    product = OfferFactory().product

    first, again = ask(shopper, product), ask(shopper, product)
    others = ask(UserFactory(), product)

    assert first == again != others
    assert Question.objects.count() == 2


@pytest.mark.parametrize("text", ["", "   ", "Why", "x" * (rules.MAX_QUESTION_LENGTH + 1)])
def test_a_question_is_a_sentence_or_two(shopper, text):
    product = OfferFactory().product

    with pytest.raises(Invalid) as error:
        ask(shopper, product, text=text)

    assert "text" in error.value.fields
    assert not Question.objects.exists()


def test_nobody_asks_of_what_is_not_on_sale(shopper):
    product = OfferFactory().product
    Product.objects.filter(pk=product.pk).update(state=ProductState.BLOCKED)

    with pytest.raises(NotAllowed):
        ask(shopper, product)

    assert not Question.objects.exists()


def test_nobody_asks_without_end(shopper, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"question": (2, 3600)}
    product = OfferFactory().product
    ask(shopper, product, text="Is it heavy?")
    ask(shopper, product, text="Is it blue?")

    with pytest.raises(TooMany):
        ask(shopper, product, text="Is it warm?")

    ask(UserFactory(), product)
    assert Question.objects.count() == 3


def test_a_shop_that_offers_the_card_answers_once_and_may_say_it_better(shopper, published):
    """R8.3"""
    offer = OfferFactory()
    question = ask(shopper, offer.product)
    by = of_shop(offer.seller, role="manager")

    answer(question, by)
    answer(question, by, text="It does, snugly.", now=NOW + timedelta(hours=1))

    said = Answer.objects.get()
    assert (said.side, said.seller, said.text) == (
        AnswerSide.SELLER,
        offer.seller,
        "It does, snugly.",
    )
    question.refresh_from_db()
    assert question.answered_at == NOW + timedelta(hours=1)
    assert published().count("reviews.QuestionAnswered") == 1


def test_another_shop_does_not_answer_and_a_packer_may_not(shopper):
    offer = OfferFactory()
    question = ask(shopper, offer.product)

    with pytest.raises(NotAllowed):
        answer(question, of_shop(OfferFactory().seller))
    with pytest.raises(Forbidden):
        answer(question, of_shop(offer.seller, role="packer"))

    assert not Answer.objects.exists()


@pytest.mark.parametrize("state", [State.PAID, State.SHIPPED, State.CANCELLED])
def test_only_who_has_the_goods_answers_as_a_shopper(shopper, state):
    question = QuestionFactory()
    waiting = SellerOrderFactory(state=state, offer=question.product.offers.get())

    for user in (shopper, waiting.order.user, question.user):
        with pytest.raises(Forbidden):
            answer(question, of(user))

    assert not Answer.objects.exists()


def test_who_bought_it_answers_under_their_first_name(shopper):
    item = received(shopper)
    question = QuestionFactory(product=item.product)

    said = answer(question, of(shopper))

    assert (said.side, said.author_name, said.seller) == (AnswerSide.SHOPPER, "Dilnoza K.", None)


def test_enough_shoppers_answer_a_question_and_then_no_more(shopper, monkeypatch):
    monkeypatch.setattr(rules, "MAX_SHOPPERS_ANSWERS", 1)
    question = QuestionFactory(product=received(shopper).product)
    AnswerFactory(question=question)

    with pytest.raises(Conflict):
        answer(question, of(shopper))

    assert Answer.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * (rules.MAX_ANSWER_LENGTH + 1)])
def test_an_answer_says_something_and_not_too_much(db, text):
    with pytest.raises(Invalid):
        answer(QuestionFactory(), of_staff(), text=text)

    assert not Answer.objects.exists()


@pytest.mark.parametrize("state", [WordState.HELD, WordState.HIDDEN])
def test_what_nobody_can_read_is_not_answered(db, state):
    question = QuestionFactory(state=state)
    by = of_shop(question.product.offers.get().seller)

    with pytest.raises(NotAllowed):
        answer(question, by)


def test_an_answer_with_a_link_waits_and_its_question_stays_open(db, published):
    question = QuestionFactory()
    by = of_shop(question.product.offers.get().seller)

    said = answer(question, by, text="Cheaper at teapots.uz")

    question.refresh_from_db()
    assert (said.state, said.held_for, question.answered_at) == (WordState.HELD, "link", None)
    assert "reviews.QuestionAnswered" not in published()

    services.set_word_state(word=said, state=WordState.PUBLISHED, by=of_staff())

    question.refresh_from_db()
    assert question.answered_at == said.answered_at
    assert published().count("reviews.QuestionAnswered") == 1


def test_what_staff_took_off_does_not_come_back_by_being_written_anew(db):
    question = QuestionFactory()
    by = of_shop(question.product.offers.get().seller)
    said = answer(question, by)
    services.set_word_state(word=said, state=WordState.HIDDEN, by=of_staff())

    for text in ("It fits.", "See teapots.uz", "It does fit."):
        again = answer(question, by, text=text)

    question.refresh_from_db()
    assert again.held_for == "taken_off"
    assert (again.pk, again.state, question.answered_at) == (said.pk, WordState.HELD, None)


def test_staffs_word_is_not_looked_at_again(db):
    said = answer(QuestionFactory(), of_staff(), text="See bozor.uz/help")

    assert (said.side, said.state) == (AnswerSide.STAFF, WordState.PUBLISHED)


def test_only_staff_decide_and_each_decision_is_on_record_once(db):
    said = AnswerFactory()
    by_shop = of_shop(said.question.product.offers.get().seller)
    staff = of_staff()

    reply = ReplyFactory()
    words = (said, said.question, reply, reply.review)
    for word in words:
        for refused in (by_shop, of(said.user)):
            with pytest.raises(NotAllowed):
                services.set_word_state(word=word, state=WordState.HIDDEN, by=refused)
        for _time in range(2):
            services.set_word_state(word=word, state=WordState.HIDDEN, by=staff)
        unknown = type(word)(pk=UUID(int=1))
        with pytest.raises(NotAllowed):
            services.set_word_state(word=unknown, state=WordState.HIDDEN, by=staff)

    assert AuditEntry.objects.filter(action__startswith="reviews.").count() == len(words)


def test_the_newest_answered_stand_first_page_by_page(db):
    product = OfferFactory().product
    asked = [QuestionFactory(product=product) for _ in range(3)]
    for hours, question in zip((2, 3, 1), asked, strict=True):
        AnswerFactory(question=question, answered_at=NOW - timedelta(hours=hours))
    waiting = [QuestionFactory(product=product) for _ in range(3)]
    QuestionFactory(product=product, state=WordState.HIDDEN)

    page = selectors.questions_of(product_id=product.pk, limit=2)
    place = rules.read_place(page.next_after)
    rest = selectors.questions_of(product_id=product.pk, after=place, limit=2)
    still = selectors.questions_of(product_id=product.pk, is_open=True, limit=2)
    older = selectors.questions_of(
        product_id=product.pk, is_open=True, after=rules.read_place(still.next_after), limit=2
    )

    assert [each.question for each in page.questions] == [asked[2], asked[0]]
    assert ([each.question for each in rest.questions], rest.next_after) == ([asked[1]], "")
    assert (page.answered_count, page.open_count) == (3, 3)
    assert [each.question for each in still.questions] == waiting[:0:-1]
    assert [each.question for each in older.questions] == [waiting[0]]


def test_the_shops_word_stands_before_shoppers(db):
    question = QuestionFactory()
    first = AnswerFactory(question=question)
    shop = question.product.offers.get().seller
    second = AnswerFactory(question=question, side=AnswerSide.SELLER, seller=shop)
    AnswerFactory(question=question, state=WordState.HELD)

    [shown] = selectors.questions_of(product_id=question.product_id).questions

    assert shown.answers == [second, first]


def test_a_shop_sees_what_is_asked_of_its_cards_and_of_no_others(db):
    mine, _others = QuestionFactory(), QuestionFactory()
    done = AnswerFactory(question__product=mine.product).question
    shop = mine.product.offers.get().seller

    waiting, _next = selectors.seller_questions(seller_id=shop.pk, is_open=True)
    answered, _next = selectors.seller_questions(seller_id=shop.pk, is_open=False)

    assert [each.question for each in waiting] == [mine]
    assert [each.question for each in answered] == [done]
    assert selectors.open_question_count(seller_id=shop.pk) == 1


def test_what_was_asked_of_a_duplicate_is_asked_of_the_card_that_stays(shopper):
    survivor, duplicate = OfferFactory().product, OfferFactory().product
    both = [ask(shopper, card) for card in (survivor, duplicate)]
    moved = QuestionFactory(product=duplicate)
    nobody = QuestionFactory(product=duplicate, user=None)

    for _time in range(2):
        services.move_questions(survivor_id=survivor.pk, duplicate_id=duplicate.pk)

    assert set(survivor.questions.all()) == {both[0], moved, nobody}
    assert set(duplicate.questions.all()) == {both[1]}


def test_a_person_takes_their_questions_along_and_is_forgotten(shopper):
    """C15"""
    item = received(shopper)
    question = ask(shopper, item.product)
    said = answer(QuestionFactory(product=item.product), of(shopper))
    [keeper] = [each for each in keepers() if each.subject == "questions"]

    records = list(keeper.records(user_id=shopper.pk))
    for _time in range(2):
        keeper.erase(user_id=shopper.pk)

    assert [record["question"] for record in records] == [question.text, said.question.text]
    for row in (question, said):
        row.refresh_from_db()
        assert (row.user, row.author_name) == (None, "")
    assert not list(keeper.records(user_id=shopper.pk))


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_shops_answer_without_a_shop():
    with pytest.raises(Exception, match="answer_of_a_shop_names_it"):
        AnswerFactory(side=AnswerSide.SELLER, seller=None)
    assert connection.is_usable()


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)), st.uuids())
def test_a_place_in_a_list_comes_back_from_an_address_as_it_was(moment, pk):
    at = moment.replace(tzinfo=UTC)
    for place in (rules.Place(at, pk), rules.Place(at, pk, 2**31 - 1), rules.Place(None, pk)):
        assert rules.read_place(rules.write_place(place)) == place


@given(st.text(max_size=60))
def test_a_made_up_place_is_none(text):
    place = rules.read_place(text)
    assert place is None or isinstance(place.pk, UUID)


@pytest.mark.parametrize("text", ["", "x_y", f"0_{9**40}_{UUID(int=1)}", "0_1_", "nan"])
def test_what_names_no_place_is_none(text):
    assert rules.read_place(text) is None
