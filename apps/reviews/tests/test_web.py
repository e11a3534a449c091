"""Writing a review, and reading all of a card's."""

import pytest
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.orders.models import State
from apps.orders.tests.factories import SellerOrderFactory
from apps.reviews.models import Review
from apps.reviews.tests.factories import ReviewFactory, received


@pytest.fixture
def user(db):
    return UserFactory(name="Dilnoza Karimova")


@pytest.fixture
def shopper(client, user):
    client.force_login(user)
    return client


def url(item):
    return reverse("reviews:write", args=[item.pk])


def test_a_shopper_writes_a_review_and_lands_on_the_product(shopper, user):
    item = received(user)
    form = shopper.get(url(item)).content.decode()
    assert item.title["en"] in form
    assert form.count('type="radio"') == 5

    answer = shopper.post(url(item), {"rating": "4", "text": "Good clay."})

    assert (answer.status_code, answer.url) == (
        302,
        reverse("storefront:product", args=[item.product.slug, item.product.code]),
    )
    assert Review.objects.get().text == "Good clay."


@pytest.mark.parametrize("rating", ["", "0", "6", "many"])
def test_without_stars_the_words_are_kept_and_the_reason_is_said(shopper, user, rating):
    answer = shopper.post(url(received(user)), {"rating": rating, "text": "Good clay."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Good clay." in page
    assert 'id="rating-wrong"' in page
    assert not Review.objects.exists()


def test_who_has_reviewed_it_already_is_told_so(shopper, user):
    item = received(user)
    shopper.post(url(item), {"rating": "4"})

    answers = [shopper.get(url(item)), shopper.post(url(item), {"rating": "1"})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Review.objects.get().rating == 4


def test_what_is_not_mine_or_not_here_yet_cannot_be_reviewed(shopper, user):
    coming = SellerOrderFactory(order__user=user, state=State.SHIPPED).items.get()

    for item in (received(), coming):
        assert shopper.get(url(item)).status_code == 404
        assert shopper.post(url(item), {"rating": "5"}).status_code == 404
    assert not Review.objects.exists()


def test_a_visitor_is_asked_to_sign_in_first(client, db):
    address = url(received())

    assert client.get(address).url == f"/en/account/login/?next={address}"


def test_the_form_costs_few_queries(shopper, user, django_assert_num_queries):
    item = received(user)
    shopper.get(url(item))

    # person; line; whether it was reviewed
    with django_assert_num_queries(3):
        shopper.get(url(item))


@pytest.mark.parametrize("reviews", [1, 9])
def test_the_list_costs_the_same_queries_for_one_review_and_for_nine(
    client, db, reviews, django_assert_num_queries
):
    first = ReviewFactory(text="Word number 0")
    for number in range(1, reviews):
        item = received(offer=first.item.offer, seller=first.item.offer.seller)
        ReviewFactory(item=item, text=f"Word number {number}")
    address = reverse("reviews:list", args=[first.product.code])

    # card; counts; page
    with django_assert_num_queries(3):
        page = client.get(address).content.decode()

    assert page.count("Word number") == reviews


def test_reviews_are_searched_by_a_word_and_such_pages_are_not_kept(client, db):
    """P7"""
    first = ReviewFactory(text="The lid rattles a little")
    item = received(offer=first.item.offer, seller=first.item.offer.seller)
    ReviewFactory(item=item, text="Pours well")
    address = reverse("reviews:list", args=[first.product.code])

    found = client.get(address, {"q": " LID "})

    assert "rattles" in found.content.decode()
    assert "Pours well" not in found.content.decode()
    assert "ETag" not in found
    for word in ("%", "_", "nothing like it", "\0%", "x" * 5000):
        page = client.get(address, {"q": word})
        assert page.status_code == 200
        assert "No review like this yet" in page.content.decode()


def test_a_code_with_a_character_no_database_takes_is_not_found(client, db):
    assert client.get("/en/reviews/%00/").status_code == 404
