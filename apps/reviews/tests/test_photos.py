"""Photos with reviews: cleaned, seen as long as the review is, a filter of their own."""

import io

import PIL.Image
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.accounts.tests.factories import UserFactory
from apps.core.actors import Actor
from apps.core.errors import Invalid
from apps.core.people import keepers
from apps.media.models import Image
from apps.media.rules import MAX_BYTES
from apps.media.tests.factories import ImageFactory
from apps.reviews import selectors, services
from apps.reviews.models import Review, ReviewPhoto, WordState
from apps.reviews.tests.factories import ReviewFactory, received

STAFF = Actor(role="staff")
GPS, MAKE = 0x8825, 0x010F


@pytest.fixture
def user(db):
    return UserFactory(name="Dilnoza Karimova")


@pytest.fixture
def shopper(client, user):
    client.force_login(user)
    return client


def photo(name="teapot.jpg", colour="#a02040"):
    raw = io.BytesIO()
    exif = PIL.Image.Exif()
    exif[MAKE] = "Secret camera"
    exif.get_ifd(GPS)[1] = "N"
    PIL.Image.new("RGB", (300, 200), colour).save(raw, "JPEG", exif=exif)
    return SimpleUploadedFile(name, raw.getvalue(), "image/jpeg")


def send(client, item, files, **changes):
    sent = {"rating": "5", "text": "Pours well.", "photos": files} | changes
    return client.post(reverse("reviews:write", args=[item.pk]), sent)


def with_photos(review, count=1):
    ReviewPhoto.objects.bulk_create(
        ReviewPhoto(review=review, image=ImageFactory(), position=position)
        for position in range(count)
    )
    return review


def test_photos_come_with_a_review_and_nothing_says_where_they_were_taken(shopper, user):
    """R8.1, R2.6, P4, C15"""
    item = received(user)

    answer = send(shopper, item, [photo(), photo("lid.jpg", "#204060")])

    assert answer.status_code == 302
    review = Review.objects.get()
    assert [row.position for row in review.photos.order_by("position")] == [0, 1]
    for row in review.photos.all():
        for path in [row.image.original.name, *row.image.renditions.values()]:
            with default_storage.open(path) as file:
                assert not PIL.Image.open(file).getexif()
    page = shopper.get(reverse("storefront:product", args=[item.product.slug, item.product.code]))
    shown = page.content.decode()
    assert f"?photos=1#review-{review.pk}" in shown
    assert shown.count("data-zoom") == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (lambda: [photo(colour=f"#a0204{n}") for n in range(6)], "At most 5 photos."),
        (lambda: [photo(), SimpleUploadedFile("virus.jpg", b"MZ\x90")], "virus.jpg: "),
        (lambda: [SimpleUploadedFile("huge.jpg", b"x" * (MAX_BYTES + 1))], "huge.jpg: "),
        (lambda: [SimpleUploadedFile("none.jpg", b"")], "empty"),
    ],
)
def test_what_is_no_photo_is_named_and_the_words_are_kept(shopper, user, files, said):
    answer = send(shopper, received(user), files())

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Pours well." in page
    assert not Review.objects.exists()


def test_nothing_is_decoded_for_a_form_that_is_wrong_anyway(shopper, user):
    send(shopper, received(user), [photo()], rating="9")

    assert not Image.objects.filter(digest__gt="").exists()


def test_nobody_has_pictures_made_without_end(shopper, user, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"photo": (1, 3600)}

    assert send(shopper, received(user), [photo(), photo()]).status_code == 429
    assert not Review.objects.exists()


def test_the_service_takes_five_photos_each_once(user):
    ids = [ImageFactory().pk for _ in range(6)]
    said = {"rating": 5, "text": "", "language": "en", "now": timezone.now()}
    item = received(user)

    with pytest.raises(Invalid):
        services.write_review(user=user, item_id=item.pk, photos=ids, **said)
    review = services.write_review(user=user, item_id=item.pk, photos=ids[:2] * 2, **said)

    assert [row.image_id for row in review.photos.order_by("position")] == ids[:2]


def test_photos_are_seen_as_long_as_their_review_is(client, db):
    """P7"""
    review = with_photos(ReviewFactory(text="Look at it"), 2)
    item = received(offer=review.item.offer, seller=review.item.offer.seller)
    ReviewFactory(item=item, text="No picture of it")
    address = reverse("reviews:list", args=[review.product.code])

    every = client.get(address).content.decode()
    narrowed = client.get(address, {"photos": "1"}).content.decode()

    assert "No picture of it" in every
    assert "?photos=1" in every
    assert "Look at it" in narrowed
    assert "No picture of it" not in narrowed
    assert len(selectors.reviews_of(product_id=review.product_id, has_strip=True).strip) == 2
    for state in (WordState.HELD, WordState.HIDDEN):
        services.set_word_state(word=review, state=state, by=STAFF)
        view = selectors.reviews_of(product_id=review.product_id, has_photos=True, has_strip=True)
        assert (view.reviews, view.photo_count, view.strip) == ([], 0, [])


@pytest.mark.parametrize("count", [1, 5])
def test_photos_cost_the_same_queries_however_many(db, count, django_assert_num_queries):
    review = with_photos(ReviewFactory(), count)

    with django_assert_num_queries(3):  # counts; reviews, photos
        view = selectors.reviews_of(product_id=review.product_id, has_strip=True)

    assert len(view.reviews[0].photos) == len(view.strip) == count


def test_a_strip_shows_photos_of_reviews_further_down_too(db):
    """P4"""
    older = with_photos(ReviewFactory(), 2)
    offer = older.item.offer
    item = received(offer=offer, seller=offer.seller)
    ReviewFactory(item=item, text="No picture of it")

    view = selectors.reviews_of(product_id=older.product_id, limit=1, has_strip=True)

    assert view.reviews[0].photos == []
    assert [photo.review_id for photo in view.strip] == [older.pk, older.pk]


def test_somebodys_photos_go_with_them_and_the_words_stay(user):
    """C15"""
    review = with_photos(ReviewFactory(user=user, text="Pours well."), 2)
    [keeper] = [each for each in keepers() if each.subject == "reviews"]

    [record] = keeper.records(user_id=user.pk)
    keeper.erase(user_id=user.pk)

    assert len(record["photos"]) == 2
    review.refresh_from_db()
    assert (review.text, review.author_name, review.photos.count()) == ("Pours well.", "", 0)
