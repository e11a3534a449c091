"""Reviews are for those who received the goods, once; the card's and the shop's stars follow."""

from decimal import Decimal

import pytest
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.models import AuditEntry
from apps.orders.models import State
from apps.orders.tests.factories import SellerOrderFactory
from apps.reviews import rules, selectors, services
from apps.reviews.models import Review, WordState
from apps.reviews.tests.factories import ReviewFactory, received

NOW = timezone.now()
STAFF = Actor(role="staff")


@pytest.fixture
def shopper(db):
    return UserFactory(name="Dilnoza Karimova")


def write(user, item, **changes):
    said = {"rating": 4, "text": " Good clay. ", "language": "en", "now": NOW} | changes
    return services.write_review(user=user, item_id=item.pk, **said)


def test_a_review_moves_the_stars_of_the_card_and_of_the_shop(shopper, published):
    """R8.1"""
    item = received(shopper)
    ReviewFactory(item=received(offer=item.offer, seller=item.offer.seller), rating=5)

    review = write(shopper, item)

    item.product.refresh_from_db()
    item.offer.seller.refresh_from_db()
    assert (review.author_name, review.text) == ("Dilnoza K.", "Good clay.")
    assert (item.product.rating, item.product.rating_count) == (Decimal("4.50"), 2)
    assert (item.offer.seller.rating, item.offer.seller.rating_count) == (Decimal("4.50"), 2)
    assert "reviews.ReviewWritten" in published()


@pytest.mark.parametrize("state", [State.PAID, State.SHIPPED, State.CANCELLED])
def test_nobody_reviews_what_has_not_arrived(shopper, state):
    """C15"""
    item = SellerOrderFactory(state=state, order__user=shopper).items.get()

    with pytest.raises(NotAllowed):
        write(shopper, item)

    assert not Review.objects.exists()


def test_nobody_reviews_what_somebody_else_bought(shopper):
    with pytest.raises(NotAllowed):
        write(shopper, received())

    assert not Review.objects.exists()


def test_a_card_is_reviewed_once_however_often_it_was_bought(shopper, published):
    item = received(shopper)
    again = received(shopper, offer=item.offer, seller=item.offer.seller)
    write(shopper, item)
    before = published()

    for each in (item, again):
        with pytest.raises(Conflict):
            write(shopper, each, rating=1)

    assert Review.objects.get().rating == 4
    assert published() == before


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_there_are_one_to_five_stars(shopper, rating):
    with pytest.raises(Invalid) as error:
        write(shopper, received(shopper), rating=rating)

    assert "rating" in error.value.fields
    assert not Review.objects.exists()


def test_a_review_longer_than_a_page_is_refused(shopper):
    with pytest.raises(Invalid):
        write(shopper, received(shopper), text="x" * (rules.MAX_LENGTH + 1))


def test_a_hidden_review_no_longer_counts_and_its_hiding_is_on_record(db):
    review = ReviewFactory(rating=1)
    services.refresh_ratings(
        product_id=review.product_id, seller_id=review.item.seller_order.seller_id
    )

    services.set_word_state(word=review, state=WordState.HIDDEN, by=STAFF)

    review.product.refresh_from_db()
    assert (review.product.rating, review.product.rating_count) == (None, 0)
    assert AuditEntry.objects.filter(action="reviews.review_state_changed").count() == 1
    assert selectors.reviews_of(product_id=review.product_id).total == 0


def test_only_staff_hide_a_review(db):
    review = ReviewFactory()
    seller = Actor(role="seller", seller_id=review.item.seller_order.seller_id)

    with pytest.raises(NotAllowed):
        services.set_word_state(word=review, state=WordState.HIDDEN, by=seller)

    review.refresh_from_db()
    assert review.state == WordState.PUBLISHED


def test_what_waits_for_a_review_is_what_arrived_and_was_not_reviewed(shopper):
    done, waiting = received(shopper), received(shopper)
    SellerOrderFactory(order__user=shopper, state=State.SHIPPED)
    write(shopper, done)

    shown = selectors.waiting_items(user=shopper)

    assert [view.item for view in shown] == [waiting]
    items = [done.pk, waiting.pk]
    assert selectors.reviewed_items(user=shopper, item_ids=items) == {done.pk}


def test_reviews_come_page_by_page_newest_first(db):
    first = ReviewFactory(rating=3)
    rest = [
        ReviewFactory(item=received(offer=first.item.offer, seller=first.item.offer.seller))
        for _ in range(3)
    ]

    page = selectors.reviews_of(product_id=first.product_id, limit=3)
    after = rules.read_place(page.next_after)
    last = selectors.reviews_of(product_id=first.product_id, after=after, limit=3)
    threes = selectors.reviews_of(product_id=first.product_id, stars=3)

    assert [each.review for each in page.reviews] == rest[::-1]
    assert after == rules.Place(rest[0].written_at, rest[0].pk)
    assert ([each.review for each in last.reviews], last.next_after) == ([first], "")
    assert ([each.review for each in threes.reviews], threes.total) == ([first], 4)
