"""A shop's page of reviews, and what everybody reads of its replies."""

import pytest
from django.urls import reverse

from apps.accounts.tests.factories import UserFactory
from apps.media.tests.factories import ImageFactory
from apps.reviews import rules
from apps.reviews.models import Reply, ReviewPhoto, WordState
from apps.reviews.tests.factories import ReplyFactory, ReviewFactory, received
from apps.sellers.tests.factories import MemberFactory


def desk(shop, name="seller:reviews", *more):
    return reverse(name, args=[shop.slug, *more])


@pytest.fixture
def review(db):
    return ReviewFactory(text="Pours well.", rating=3)


@pytest.fixture
def shop(review):
    return review.item.seller_order.seller


@pytest.fixture
def seller(client, shop):
    client.force_login(MemberFactory(seller=shop, role="manager").user)
    return client


def test_a_shop_replies_and_says_it_better(seller, shop, review):
    """R15.1"""
    page = seller.get(desk(shop)).content.decode()
    assert "Pours well." in page
    assert seller.get(desk(shop, "seller:reviews-badge")).content.decode().strip().endswith("1")
    assert desk(shop) in seller.get(desk(shop, "seller:home")).content.decode()

    done = seller.post(
        desk(shop, "seller:review-reply", review.pk), {"text": "Thank you!"}, follow=True
    )

    assert "on the product&#x27;s page" in done.content.decode()
    answered = seller.get(desk(shop), {"state": "answered"}).content.decode()
    assert desk(shop, "seller:review-reply-edit", review.pk) in answered
    edited = seller.post(
        desk(shop, "seller:review-reply-edit", review.pk) + "?state=answered&stars=3",
        {"text": "Come again!"},
    )
    assert edited.url == desk(shop) + "?state=answered&stars=3"
    shown = seller.get(reverse("reviews:list", args=[review.product.code])).content.decode()
    assert "Come again!" in shown
    assert shop.name in shown


def test_a_reply_with_an_address_is_told_to_wait_and_nobody_reads_it(seller, shop, review):
    """C15"""
    sent = {"text": "Write to shop@example.com"}

    told = seller.post(desk(shop, "seller:review-reply", review.pk), sent, follow=True)

    assert "it names a way past the market" in told.content.decode()
    assert Reply.objects.get().state == WordState.HELD
    waiting = seller.get(desk(shop), {"state": "answered"}).content.decode()
    assert "Your reply waits for us" in waiting
    page = reverse("storefront:product", args=[review.product.slug, review.product.code])
    assert "shop@example.com" not in seller.get(page).content.decode()


def test_a_reply_in_the_place_of_one_taken_off_is_told_to_wait(seller, shop, review):
    ReplyFactory(review=review, state=WordState.HIDDEN)

    told = seller.post(
        desk(shop, "seller:review-reply-edit", review.pk), {"text": "Thanks!"}, follow=True
    )

    assert "we had taken it off" in told.content.decode()


@pytest.mark.parametrize("text", ["", "  ", "x" * (rules.MAX_REPLY_LENGTH + 1), "\0"])
def test_what_is_no_reply_is_said_so_beside_the_review(seller, shop, review, text):
    answer = seller.post(desk(shop, "seller:review-reply", review.pk), {"text": text})

    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    assert not Reply.objects.exists()


def test_a_reply_sent_twice_is_one_and_another_text_is_refused(seller, shop, review):
    address = desk(shop, "seller:review-reply", review.pk)
    answers = [seller.post(address, {"text": text}) for text in ("Hi!", "Hi!", "Other")]

    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert Reply.objects.get().text == "Hi!"


def test_reviews_are_for_who_keeps_the_shops_goods(client, shop, review):
    known = ReplyFactory(review=ReviewFactory(item=received(seller=shop)))
    places = [
        (desk(shop), desk(shop, "seller:reviews-badge")),
        (
            desk(shop, "seller:review-reply", review.pk),
            desk(shop, "seller:review-reply-edit", known.review_id),
        ),
    ]

    def codes():
        read, write = places
        return {client.get(each).status_code for each in read} | {
            client.post(each, {"text": "Mine!"}).status_code for each in write
        }

    assert codes() == {302}
    for user, code in (
        (UserFactory(), 404),
        (MemberFactory().user, 404),
        (MemberFactory(seller=shop, role="packer").user, 403),
    ):
        client.force_login(user)
        assert codes() == {code}
    assert Reply.objects.get().text == known.text


def test_a_shop_does_not_reply_to_what_another_sold(seller, shop, review):
    known = ReplyFactory()

    for name, pk in (
        ("seller:review-reply", ReviewFactory().pk),
        ("seller:review-reply-edit", known.review_id),
        ("seller:review-reply-edit", review.pk),
    ):
        assert seller.post(desk(shop, name, pk), {"text": "Ours!"}).status_code == 404

    assert Reply.objects.get().text == known.text


def test_a_wrong_reply_of_a_later_page_is_shown_on_that_page(seller, shop, review):
    for _ in range(10):
        ReviewFactory(item=received(offer=review.item.offer, seller=shop))
    first = seller.get(desk(shop)).content.decode()
    after = first.partition("after=")[2].partition('"')[0]
    page = seller.get(desk(shop), {"after": after}).content.decode()
    action = desk(shop, "seller:review-reply", review.pk) + f"?after={after}"
    assert f'action="{action}"' in page

    text = "My reply. " * 300
    answer = seller.post(action, {"text": text})

    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()


def test_lines_are_counted_as_the_browser_counts_them(seller, shop, review):
    text = "x\n" * (rules.MAX_REPLY_LENGTH // 2 - 1) + "xx"
    assert len(text) == rules.MAX_REPLY_LENGTH

    seller.post(desk(shop, "seller:review-reply", review.pk), {"text": text.replace("\n", "\r\n")})

    assert Reply.objects.get().text == text


@pytest.mark.parametrize("count", [1, 9])
def test_the_shops_list_costs_the_same_however_much_waits(
    seller, shop, review, count, django_assert_num_queries
):
    offer = review.item.offer
    for _ in range(count - 1):
        ReviewPhoto.objects.create(
            review=ReviewFactory(item=received(offer=offer, seller=shop)),
            image=ImageFactory(),
            position=0,
        )
    seller.get(desk(shop))

    # person; desk; reviews, their photos; how many wait
    with django_assert_num_queries(5):
        page = seller.get(desk(shop)).content.decode()

    assert page.count("<textarea") == count


def test_the_list_is_narrowed_paged_and_bears_nonsense(seller, shop, review):
    offer = review.item.offer
    for _ in range(11):
        ReviewFactory(item=received(offer=offer, seller=shop), rating=5)

    fives = seller.get(desk(shop), {"stars": "5"}).content.decode()
    after = fives.partition("after=")[2].partition('"')[0]
    rest = seller.get(desk(shop), {"stars": "5", "after": after}).content.decode()

    assert (fives.count("<textarea"), rest.count("<textarea")) == (10, 1)
    assert f"?stars=5&amp;after={after}" in fives
    for query in ({"stars": "9"}, {"after": "x_y"}, {"state": "\0"}, {"after": "9" * 99 + "_1"}):
        assert seller.get(desk(shop), query).status_code == 200
