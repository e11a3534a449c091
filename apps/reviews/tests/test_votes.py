"""Whether reviews helped: one vote a person, changeable, not on one's own; orders of reviews."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.errors import Forbidden, NotAllowed, TooMany
from apps.core.people import keepers
from apps.reviews import rules, selectors, services
from apps.reviews.models import HelpfulVote, Review, WordState
from apps.reviews.rules import Sort
from apps.reviews.tests.factories import ReviewFactory, received
from apps.sellers.tests.factories import MemberFactory

NOW = timezone.now()
HTMX = {"HX-Request": "true"}
OURS = {"Sec-Fetch-Site": "same-origin"}


def vote(user, review, is_helpful=True):
    return services.vote_on_review(
        user=user, review_id=review.pk, is_helpful=is_helpful, now=timezone.now()
    )


def counts(review):
    review.refresh_from_db()
    return review.helpful_count, review.unhelpful_count


@pytest.fixture
def review(db):
    return ReviewFactory(text="Pours well.")


def test_a_person_has_one_vote_and_may_change_it(review, published):
    """P7"""
    user = UserFactory()

    vote(user, review)
    first = counts(review)
    told = published().count("reviews.ReviewChanged")
    vote(user, review)
    assert published().count("reviews.ReviewChanged") == told == 1
    vote(user, review, is_helpful=False)
    vote(UserFactory(), review, is_helpful=False)

    assert (first, counts(review)) == ((1, 0), (0, 2))
    assert HelpfulVote.objects.count() == 2


def test_nobody_votes_on_their_own_review_nor_on_what_nobody_reads(review):
    hidden = ReviewFactory(state=WordState.HIDDEN)

    member = MemberFactory(seller=review.item.seller_order.seller, role="packer").user
    for refused in (review.user, member):
        with pytest.raises(Forbidden):
            vote(refused, review)
    for unknown in (hidden, Review(pk=uuid4())):
        with pytest.raises(NotAllowed):
            vote(UserFactory(), unknown)

    assert not HelpfulVote.objects.exists()


def test_nobody_votes_without_end(review, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"vote": (1, 3600)}
    user = UserFactory()
    vote(user, review)

    with pytest.raises(TooMany):
        vote(user, review, is_helpful=False)

    assert counts(review) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_votes_of_one_person_at_once_are_one():
    review, user = ReviewFactory(), UserFactory()
    failures, start = [], threading.Barrier(4)

    def run(is_helpful):
        start.wait(20)
        try:
            vote(user, review, is_helpful)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n % 2 == 0,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    said = HelpfulVote.objects.get().is_helpful
    assert counts(review) == ((1, 0) if said else (0, 1))


def test_who_is_forgotten_leaves_a_vote_without_a_name(review):
    user = UserFactory()
    vote(user, review)
    [keeper] = [each for each in keepers() if each.subject == "reviews"]

    [record] = keeper.records(user_id=user.pk)
    keeper.erase(user_id=user.pk)

    assert record["found_helpful"] is True
    assert HelpfulVote.objects.get().user is None
    assert counts(review) == (1, 0)


def of_card(first, **changes):
    offer = first.item.offer
    return ReviewFactory(item=received(offer=offer, seller=offer.seller), **changes)


def test_reviews_are_read_in_the_order_asked_for_page_by_page(db):
    """P7: ids play no part: the newest was written last, whenever its row was made."""
    days = [NOW - timedelta(days=n) for n in range(5)]
    newest = ReviewFactory(written_at=days[0], rating=3, helpful_count=1)
    oldest = of_card(newest, written_at=days[4], rating=5, helpful_count=0)
    loved = of_card(newest, written_at=days[3], rating=1, helpful_count=9)
    fine = of_card(newest, written_at=days[1], rating=5, helpful_count=1)
    poor = of_card(newest, written_at=days[2], rating=1, helpful_count=0)

    def walk(sort):
        seen, after = [], None
        while True:
            page = selectors.reviews_of(
                product_id=newest.product_id, sort=sort, after=after, limit=2
            )
            seen += [each.review for each in page.reviews]
            after = rules.read_place(page.next_after)
            if after is None:
                return seen

    assert walk(Sort.NEWEST) == [newest, fine, poor, loved, oldest]
    assert walk(Sort.HELPFUL) == [loved, newest, fine, poor, oldest]
    assert walk(Sort.HIGHEST) == [fine, oldest, newest, poor, loved]
    assert walk(Sort.LOWEST) == [poor, loved, newest, fine, oldest]


def test_the_list_leads_to_its_orders_and_bears_nonsense(client, review):
    for number in range(11):
        of_card(review, text=f"Word {number}", rating=4)
    address = reverse("reviews:list", args=[review.product.code])

    page = client.get(address, {"sort": "lowest", "stars": "4"}).content.decode()

    assert f'href="{address}?stars=4&amp;sort=highest"' in page
    assert 'aria-current="true">Lowest rated' in page.replace("\n", "").replace("  ", "")
    after = page.partition("after=")[2].partition('"')[0]
    rest = client.get(address, {"sort": "lowest", "stars": "4", "after": after})
    assert rest.content.decode().count('class="review"') == 1
    for query in ({"sort": "x"}, {"after": "x"}, {"after": f"{9**40}_1_{review.pk}"}):
        assert client.get(address, query).status_code == 200


def test_a_vote_in_place_and_without_javascript(client, review):
    user = UserFactory()
    client.force_login(user)
    address = reverse("reviews:vote", args=[review.pk])
    back = reverse("reviews:list", args=[review.product.code])

    part = client.post(address, {"helpful": "yes"}, headers=OURS | HTMX)
    whole = client.post(address, {"helpful": "no", "next": back}, headers=OURS)

    shown = part.content.decode()
    assert "<html" not in shown
    assert 'role="status"' in shown
    assert shown.count('aria-pressed="true"') == 1
    assert (whole.status_code, whole.url) == (302, back)
    assert counts(review) == (0, 1)
    elsewhere = {"helpful": "no", "next": "https://elsewhere.example/"}
    assert client.post(address, elsewhere, headers=OURS).url == "/en/"


def test_votes_of_guests_of_other_sites_and_of_nonsense_are_none(client, review):
    address = reverse("reviews:vote", args=[review.pk])
    page = f"{reverse('reviews:list', args=[review.product.code])}%23review-{review.pk}"

    part = client.post(address, {"helpful": "yes"}, headers=OURS | HTMX)
    whole = client.post(address, {"helpful": "yes"}, headers=OURS)

    assert "Sign in to say" in part.content.decode()
    assert whole.url == f"/en/account/login/?next={page}"
    client.force_login(UserFactory())
    assert client.get(address).status_code == 405
    sites = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(address, {"helpful": "yes"}, headers=sites).status_code == 403
    for sent in ({}, {"helpful": ""}, {"helpful": "maybe"}, {"helpful": "x" * 5000}):
        assert client.post(address, sent, headers=OURS).status_code == 422
    nowhere = reverse("reviews:vote", args=[uuid4()])
    assert client.post(nowhere, {"helpful": "yes"}, headers=OURS).status_code == 404
    client.force_login(review.user)
    assert client.post(address, {"helpful": "yes"}, headers=OURS).status_code == 403
    assert not HelpfulVote.objects.exists()


def test_the_page_is_the_same_for_all_and_the_fragment_tells_what_is_ones_own(
    client, review, django_assert_num_queries
):
    other = of_card(review)
    address = reverse("storefront:personal")
    vote(review.user, other, is_helpful=False)
    page = reverse("reviews:list", args=[review.product.code])
    before = client.get(page).content
    client.force_login(review.user)

    assert client.get(page).content == before
    assert b"data-votes-of" in before
    told = client.get(address, {"reviews": str(review.product_id)}).content.decode()
    assert f'data-votes="{other.pk}:no "' in told
    assert f'data-own-review="{review.pk}"' in told
    assert "data-votes=" not in client.get(address, {"reviews": "x"}).content.decode()
    with django_assert_num_queries(2):
        selectors.votes_of(user=review.user, product_id=review.product_id)
