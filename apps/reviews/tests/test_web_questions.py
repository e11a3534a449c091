"""Pages of questions: in place on the product page, without JavaScript, the shop's list, staff."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import Actor
from apps.core.tests.staff import enter
from apps.reviews import rules, services
from apps.reviews.models import Answer, AnswerSide, Question, WordState
from apps.reviews.tests.factories import AnswerFactory, QuestionFactory, received
from apps.sellers.tests.factories import MemberFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def user(db):
    return UserFactory(name="Dilnoza Karimova")


@pytest.fixture
def shopper(client, user):
    client.force_login(user)
    return client


def product_url(product):
    return reverse("storefront:product", args=[product.slug, product.code])


def ask_url(product):
    return reverse("reviews:ask", args=[product.code])


def test_a_question_is_asked_in_place_and_is_on_the_page(
    shopper, user, deliver_events, django_capture_on_commit_callbacks
):
    """R8.3, P6: the kept page is dropped when a question is published, and when it is answered."""
    product = OfferFactory().product

    def page():
        with django_capture_on_commit_callbacks(execute=True):
            deliver_events()
        return shopper.get(product_url(product)).content.decode()

    assert 'href="#questions"' in page()
    assert f'hx-get="{ask_url(product)}"' in page()
    form = shopper.get(ask_url(product), headers=HTMX).content.decode()
    asked = shopper.post(ask_url(product), {"text": "Does the lid fit?"}, headers=HTMX)

    assert "<html" not in form
    assert 'id="ask"' in form
    assert "csrfmiddlewaretoken" in form
    assert asked.status_code == 200
    assert 'role="status"' in asked.content.decode()
    assert "1 question waits" in page()
    services.answer_question(
        question_id=Question.objects.get().pk,
        by=Actor(role="staff", user_id=user.pk),
        text="It does, snugly.",
        language="en",
        now=timezone.now(),
    )
    assert "It does, snugly." in page()


def test_without_javascript_a_question_leads_back_to_the_page(shopper):
    product = OfferFactory().product
    assert "<html" in shopper.get(ask_url(product)).content.decode()

    answer = shopper.post(ask_url(product), {"text": "Does the lid fit?"})

    assert (answer.status_code, answer.url) == (302, f"{product_url(product)}#questions")
    assert Question.objects.get().state == WordState.PUBLISHED


def test_who_names_a_phone_number_is_told_that_we_look_first(shopper):
    product = OfferFactory().product

    answer = shopper.post(ask_url(product), {"text": "Call 90 123 45 67"}, headers=HTMX)

    assert "as soon as we have looked at it" in answer.content.decode()
    assert Question.objects.get().state == WordState.HELD


@pytest.mark.parametrize("text", ["", "Why", "x" * (rules.MAX_QUESTION_LENGTH + 1), "\0" * 20])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_no_question_is_said_so_and_kept_in_the_form(shopper, text, headers):
    answer = shopper.post(ask_url(OfferFactory().product), {"text": text}, headers=headers)

    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    assert not Question.objects.exists()


def test_a_guest_is_asked_to_sign_in_where_they_are(client, db):
    product = OfferFactory().product

    part = client.get(ask_url(product), headers=HTMX).content.decode()
    posted = client.post(ask_url(product), {"text": "Does the lid fit?"})

    assert f"/en/account/login/?next={ask_url(product)}" in part
    assert "<html" not in part
    assert (posted.status_code, posted.url) == (302, f"/en/account/login/?next={ask_url(product)}")
    assert not Question.objects.exists()


def test_what_is_not_on_sale_is_not_asked_about(shopper):
    for code in ("00000000", "%00"):
        assert shopper.get(f"/en/questions/{code}/ask/").status_code == 404
        assert shopper.get(f"/en/questions/{code}/").status_code == 404


@pytest.mark.parametrize("count", [1, 9])
@pytest.mark.parametrize("query", ["", "?open=1"])
def test_the_list_costs_the_same_queries_for_one_question_and_for_nine(
    client, db, count, query, django_assert_num_queries
):
    product = OfferFactory().product
    for _ in range(count):
        if query:
            QuestionFactory(product=product)
        else:
            AnswerFactory(question__product=product)

    # card; questions and counts; answers with their shops
    with django_assert_num_queries(3):
        page = client.get(reverse("reviews:questions", args=[product.code]) + query)

    assert page.content.decode().count('class="question"') == count


def test_the_list_goes_on_where_it_ended_and_bears_nonsense(client, db):
    product = OfferFactory().product
    for _ in range(11):
        AnswerFactory(question__product=product)
    address = reverse("reviews:questions", args=[product.code])

    first = client.get(address).content.decode()
    after = first.partition("?after=")[2].partition('"')[0]
    rest = client.get(address, {"after": after}).content.decode()

    assert (first.count('class="question"'), rest.count('class="question"')) == (10, 1)
    for nonsense in ("x", "1_2", "9" * 50 + "_" + "9" * 50, "\0"):
        assert client.get(address, {"after": nonsense}).status_code == 200


def test_who_has_it_answers_and_who_has_not_is_told_why_not(client, user):
    item = received(user)
    question = QuestionFactory(product=item.product)
    address = reverse("reviews:answer", args=[question.pk])
    assert client.get(address).url == f"/en/account/login/?next={address}"

    client.force_login(question.user)
    assert "Only who bought it here can answer" in client.get(address).content.decode()
    assert client.post(address, {"text": "It does."}).status_code == 403
    assert not Answer.objects.exists()

    client.force_login(user)
    for bad in ("", "x" * (rules.MAX_ANSWER_LENGTH + 1)):
        assert client.post(address, {"text": bad}).status_code == 422
    answer = client.post(address, {"text": "It does."})
    assert (answer.status_code, answer.url) == (302, f"{product_url(item.product)}#questions")
    client.post(address, {"text": "It does, see teapots.uz"})
    told = client.get(reverse("storefront:personal")).content.decode()
    assert "as soon as we have looked at it" in told
    assert Answer.objects.get().state == WordState.HELD


def desk(shop, name="seller:questions", *more):
    return reverse(name, args=[shop.slug, *more])


def test_a_shop_sees_what_waits_and_answers_it(client, db):
    """R8.3"""
    offer = OfferFactory()
    question = QuestionFactory(product=offer.product)
    client.force_login(MemberFactory(seller=offer.seller, role="manager").user)
    assert question.text in client.get(desk(offer.seller)).content.decode()
    assert desk(offer.seller) in client.get(desk(offer.seller, "seller:home")).content.decode()

    address = desk(offer.seller, "seller:question-answer", question.pk)
    empty = client.post(address, {"text": ""})
    done = client.post(address, {"text": "It does."}, follow=True).content.decode()

    assert empty.status_code == 422
    assert "Nothing to answer" in done
    answered = client.get(desk(offer.seller), {"state": "answered"}).content.decode()
    assert "Change the answer" in answered
    held = client.post(f"{address}?state=answered", {"text": "At teapots.uz"}, follow=True)
    assert "it names a way past the market" in held.content.decode()
    assert Answer.objects.get().state == WordState.HELD


def test_a_shops_questions_are_for_who_keeps_its_goods(client, db):
    offer = OfferFactory()
    question = QuestionFactory(product=offer.product)
    address = desk(offer.seller, "seller:question-answer", question.pk)
    said = {"text": "Ours is better."}
    assert "/account/login/" in client.get(desk(offer.seller)).url
    for user, status in (
        (UserFactory(), 404),
        (MemberFactory().user, 404),
        (MemberFactory(seller=offer.seller, role="packer").user, 403),
    ):
        client.force_login(user)
        assert client.get(desk(offer.seller)).status_code == status
        assert client.post(address, said).status_code == status
    rival = MemberFactory()
    client.force_login(rival.user)
    assert (
        client.post(desk(rival.seller, "seller:question-answer", question.pk), said).status_code
        == 404
    )

    assert not Answer.objects.exists()


@pytest.mark.parametrize("count", [1, 9])
def test_the_shops_list_costs_the_same_however_much_waits(
    client, db, count, django_assert_num_queries
):
    offer = OfferFactory()
    for _ in range(count):
        QuestionFactory(product=offer.product)
    client.force_login(MemberFactory(seller=offer.seller).user)
    client.get(desk(offer.seller))

    # person; desk; questions, their answers, the shop's own; how many wait
    with django_assert_num_queries(6):
        page = client.get(desk(offer.seller)).content.decode()

    assert page.count("<textarea") == count


def test_a_wrong_answer_of_a_later_page_is_shown_on_that_page(client, db):
    offer = OfferFactory()
    asked = [QuestionFactory(product=offer.product) for _ in range(11)]
    client.force_login(MemberFactory(seller=offer.seller).user)
    first = client.get(desk(offer.seller)).content.decode()
    after = first.partition("after=")[2].partition('"')[0]
    [later] = [each for each in asked if each.text not in first]
    action = reverse("seller:question-answer", args=[offer.seller.slug, later.pk])
    action = f"{action}?after={after}"
    assert action in client.get(desk(offer.seller), {"after": after}).content.decode()

    text = "My answer. " * 100
    answer = client.post(action, {"text": text})

    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()


def test_staff_publish_what_was_held_and_answer(client, db):
    """R8.3"""
    question = QuestionFactory(state=WordState.HELD, held_for="phone")
    held = AnswerFactory(state=WordState.HELD, held_for="link")
    enter(client, UserFactory(is_staff=True, is_superuser=True))

    def step(row, name, **sent):
        model = row._meta.model_name
        address = reverse(f"admin:reviews_{model}_step", args=[row.pk, name])
        seen = hashlib.sha256(row.text.encode()).hexdigest()
        answer = client.post(address, {"reason": "it is fine", "seen": seen, **sent})
        row.refresh_from_db()
        return answer

    first = client.get("/staff/").content.decode()
    step(question, "show")
    step(held, "show")
    step(question, "answer", text="It does: see the picture.")

    assert "Questions to look at" in first
    assert "Answers to look at" in first
    assert question.state == held.state == WordState.PUBLISHED
    assert question.answers.get().side == AnswerSide.STAFF
    assert step(question, "answer", text="").status_code == 422
    step(question, "hide")
    step(held, "hide")
    assert question.state == held.state == WordState.HIDDEN
